import {
  barPortalAccount,
  endMemberships,
  findRivals,
  inTransaction,
  insertPerson,
  lockPerson,
  markSubjects,
  planPerson,
  recordActivity,
  updatePerson as updatePersonRow,
  type Db,
  type PersonRow,
} from '@pomona/db'
import { AppError, type ErrorDetail } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueUsers } from './enqueue-users.ts'

type PersonFields = Pick<PersonRow, 'displayName' | 'email' | 'managedAppleId'>

/** Adds a person. One who had left and has this e-mail address is taken back, and starts anew at Apple. */
export async function createPerson(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: PersonFields,
): Promise<{ id: string }> {
  return inTransaction(deps.database, async (tx) => {
    const rivals = await findRivals(tx, input)
    const former = rivals.find(({ email, removedAt }) => email === input.email && removedAt !== null)
    await makeWay(tx, input, former === undefined ? rivals : rivals.filter(({ id }) => id !== former.id))
    if (former !== undefined) {
      await updatePersonRow(tx, former.id, { ...input, removedAt: null })
      await barPortalAccount(tx, former.id, null)
      for (const tokenId of await planPerson(tx, former.id)) await enqueueUsers(tx, tokenId)
    }
    const person = former ?? (await insertPerson(tx, input))
    // Somebody else was a moment faster.
    if (person === undefined) throw taken([{ path: 'body.email', message: 'Somebody has just been added with it.' }])
    await markSubjects(tx, { personIds: [person.id] })
    await recordPerson(tx, actor, { ...person, ...input }, { action: 'added', summary: `added ${input.displayName}` })
    return { id: person.id }
  })
}

/** Changes a person; Apple is told of a new e-mail address or Managed Apple Account (P26). */
export async function updatePerson(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { personId: string } & { [K in keyof PersonFields]?: PersonFields[K] | undefined },
): Promise<void> {
  const { personId, ...given } = input
  await inTransaction(deps.database, async (tx) => {
    const person = await requirePerson(tx, personId)
    const { displayName = person.displayName, email = person.email, managedAppleId = person.managedAppleId } = given
    const changed = { displayName, email, managedAppleId }
    await makeWay(tx, changed, await findRivals(tx, { ...changed, exceptId: personId }))
    await updatePersonRow(tx, personId, changed)
    for (const tokenId of await planPerson(tx, personId)) await enqueueUsers(tx, tokenId)
    await recordPerson(
      tx,
      actor,
      { ...person, ...changed },
      {
        action: 'changed',
        summary: `changed ${displayName}`,
        before: { displayName: person.displayName, email: person.email, managedAppleId: person.managedAppleId },
        after: changed,
      },
    )
  })
}

/** P29: the person has left. Apple retires them, which frees their licenses; books stay theirs. The row stays, without groups. */
export async function removePerson(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { personId: string },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const person = await requirePerson(tx, input.personId)
    const now = deps.now()
    await updatePersonRow(tx, person.id, { removedAt: now })
    await barPortalAccount(tx, person.id, now)
    await markSubjects(tx, { personIds: [person.id] })
    await endMemberships(tx, person.id)
    for (const tokenId of await planPerson(tx, person.id)) await enqueueUsers(tx, tokenId)
    await recordPerson(tx, actor, person, { action: 'removed', summary: `removed ${person.displayName}` })
  })
}

/** Reads a person who is here and holds them until the transaction ends; refuses when there is none. */
export async function requirePerson(tx: Db, id: string): Promise<PersonRow> {
  const person = await lockPerson(tx, id)
  if (person === undefined) throw new AppError('not_found', 'There is no such person.')
  if (person.removedAt !== null) {
    throw new AppError('conflict', `${person.displayName} has left. Add them again with the same e-mail address.`)
  }
  return person
}

/** Records what was done to a person. Invitation codes stay out of it. */
export async function recordPerson(
  tx: Db,
  actor: Actor,
  person: PersonRow,
  what: { action: string; summary: string; before?: object; after?: object },
): Promise<void> {
  await recordActivity(tx, {
    accountId: actor.accountId,
    actor: actor.name,
    resourceKind: 'person',
    resourceId: person.id,
    resourceName: person.displayName,
    ...what,
  })
}

/** Refuses what somebody has who is here; whoever has left gives a Managed Apple Account up. */
async function makeWay(tx: Db, wanted: PersonFields, rivals: PersonRow[]): Promise<void> {
  const faults = rivals.flatMap((rival): ErrorDetail[] => {
    const hasLeft = rival.removedAt !== null
    if (rival.email === wanted.email) {
      const owner = `${rival.displayName}, who ${hasLeft ? 'has left' : 'is here already'}`
      return [{ path: 'body.email', message: `The e-mail address belongs to ${owner}. Use another one.` }]
    }
    if (hasLeft) return []
    const message = `The Managed Apple Account belongs to ${rival.displayName}. Each person needs their own.`
    return [{ path: 'body.managedAppleId', message }]
  })
  if (faults.length > 0) throw taken(faults)
  for (const { id, managedAppleId } of rivals) {
    if (managedAppleId === wanted.managedAppleId) await updatePersonRow(tx, id, { managedAppleId: null })
  }
}

const taken = (details: ErrorDetail[]) =>
  new AppError('conflict', details.map(({ message }) => message).join(' '), { details })
