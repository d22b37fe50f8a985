import { explainAppleError, parseNotification, type AppleNotification } from '@pomona/apple-vpp'

/** What a notification tells, in a sentence for the screen. `assetName` names the app or book that it is about, where that is known. */
export function describeNotification(stored: { type: string; body: unknown; assetName: string | null }): string {
  const parsed = parseNotification(stored.body)
  if (!parsed.ok) return `A notification of the type ${stored.type} that cannot be read.`
  const { notification } = parsed
  switch (notification.kind) {
    case 'test':
      return 'Apple tried whether it can reach this console.'
    case 'assetCount':
      return describeCount(notification.countDelta, stored.assetName ?? `App ${notification.adamId}`)
    case 'associations':
      return describeAssociations(notification, stored.assetName)
    case 'users':
      return describeUsers(notification)
    case 'usersAssociated':
      return `${count(notification.users.length, 'person', 'people')} accepted the invitation.`
    case 'other':
      return `A notification of the type ${notification.type}, which this console does not know.`
  }
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

function describeCount(delta: number, name: string): string {
  const licenses = count(Math.abs(delta), 'license', 'licenses')
  return delta < 0
    ? `${licenses} of ${name} left the location: refunded or moved to another one.`
    : `${licenses} of ${name} came to the location: bought or moved from another one.`
}

type Associations = Extract<AppleNotification, { kind: 'associations' }>

function describeAssociations(notification: Associations, assetName: string | null): string {
  const { operation, associations, isSuccess, errorNumber } = notification
  const names = new Set(associations.map(({ adamId }) => adamId))
  const [adamId] = names
  const of = names.size === 1 ? ` of ${assetName ?? `App ${adamId}`}` : ''
  const licenses = `${count(associations.length, 'license', 'licenses')}${of}`
  const done = operation === 'associate' ? 'given' : 'taken back'
  return isSuccess
    ? `${licenses} ${associations.length === 1 ? 'was' : 'were'} ${done}.`
    : `${licenses} could not be ${done}.${why(errorNumber)}`
}

const doneToUsers = { create: 'registered', update: 'changed', retire: 'retired' } as const

function describeUsers({ operation, users, ...outcome }: Extract<AppleNotification, { kind: 'users' }>): string {
  const people = count(users.length, 'person', 'people')
  return outcome.isSuccess
    ? `${people} ${users.length === 1 ? 'was' : 'were'} ${doneToUsers[operation]}.`
    : `${people} could not be ${doneToUsers[operation]}.${why(outcome.errorNumber)}`
}

const why = (errorNumber: number | undefined) =>
  errorNumber === undefined ? '' : ` ${explainAppleError(errorNumber, 200).title}`
