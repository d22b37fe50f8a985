import { explainAppleError } from '@pomona/apple-vpp'
import { associationKey } from './association-key.ts'
import { eventOf, type Telling } from './read-stored.ts'

/** What applying a batch of notifications brought to light. */
export type BatchFindings = {
  /** Our own among the events told of. */
  events: Map<string, { about: 'licenses' | 'people'; isAllTold: boolean }>
  /** Associations that contradict what was told shortly before. */
  inDoubt: Set<string>
  /** Per notification, how many of its users another system made. */
  foreignUsers: Map<string, number>
}

/** What came of a notification, in a sentence for the screen. */
export function outcomeOf(telling: Telling, findings: BatchFindings): string {
  const { content } = telling
  if (content === undefined) return 'It could not be read. The location is read as a whole instead.'
  const event = findings.events.get(eventOf(telling)?.eventId ?? '')
  if (event !== undefined) {
    const whose = event.about === 'licenses' ? 'an order of this console' : 'people whom this console registers'
    return event.isAllTold
      ? `It is about ${whose}. Apple has told of all of it and is asked how it ended.`
      : `It is about ${whose}, which is settled when Apple is asked how all of it ended.`
  }
  switch (content.kind) {
    case 'test':
      return 'Apple can reach this console.'
    case 'assetCount':
      return 'The counts were changed, and are read at Apple to be sure.'
    case 'associations':
      return content.isSuccess ? outcomeOfAssociations(content, findings) : refused(content.errorNumber)
    case 'users':
      return content.isSuccess ? outcomeOfUsers(telling, findings) : refused(content.errorNumber)
    case 'usersAssociated':
      return outcomeOfUsers(telling, findings)
    case 'other':
      return `This console does not know notifications of the type ${content.type}. It was kept; nothing was changed.`
  }
}

function outcomeOfAssociations(
  { associations }: { associations: Parameters<typeof associationKey>[0][] },
  { inDoubt }: BatchFindings,
): string {
  const doubted = associations.filter((each) => inDoubt.has(associationKey(each))).length
  const made = associations.length - doubted
  const doubt = `${made > 0 ? 'For the others Apple' : 'Apple'} had told otherwise shortly before; what it holds is read.`
  const done = `${licenses(made)} ${made === 1 ? 'is' : 'are'} shown as told.`
  return [...(made > 0 ? [done] : []), ...(doubted > 0 ? [doubt] : [])].join(' ')
}

function outcomeOfUsers({ notificationId, users }: Telling, { foreignUsers }: BatchFindings): string {
  const foreign = foreignUsers.get(notificationId) ?? 0
  const ours = (users?.users.length ?? 0) - foreign
  const known = ours > 0 ? [`${people(ours)} of this console ${ours === 1 ? 'was' : 'were'} brought up to date.`] : []
  const others = foreign > 0 ? [`${people(foreign)} belong${foreign === 1 ? 's' : ''} to another system.`] : []
  return [...known, ...others].join(' ')
}

const licenses = (count: number) => (count === 1 ? '1 license' : `${count} licenses`)
const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)

function refused(errorNumber: number | undefined): string {
  const why = errorNumber === undefined ? '' : ` ${explainAppleError(errorNumber, 200).title}`
  return `Apple refused what another system had asked for; nothing was changed.${why}`
}
