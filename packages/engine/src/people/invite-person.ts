import { findToken, inTransaction, listInvitations, noteInvited, retryVppUsers, type InvitationRow } from '@pomona/db'
import { AppError, resendFrom } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueUsers } from './enqueue-users.ts'
import { recordPerson, requirePerson } from './change-people.ts'
import { registerPeople } from './register-people.ts'

/**
 * P29: registers a person at Apple with a token, tries again what Apple refused, or sends the open invitation again; without a token every
 * open one. An invitation is sent again after a pause at the earliest.
 */
export async function invitePerson(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { personId: string; tokenId?: string | undefined },
): Promise<void> {
  const { personId, tokenId } = input
  await inTransaction(deps.database, async (tx) => {
    const person = await requirePerson(tx, personId)
    const standing = await listInvitations(tx, personId)
    if (tokenId !== undefined) {
      const token = await findToken(tx, tokenId)
      if (token === null) throw new AppError('not_found', 'This token is no longer here.')
      const added = await registerPeople(tx, { tokenId, personIds: [personId] })
      const retried = added > 0 ? 0 : await retryVppUsers(tx, tokenId, [personId])
      if (retried > 0) await enqueueUsers(tx, tokenId)
      if (added + retried > 0) {
        const summary = `registered ${person.displayName} at Apple with ${token.displayName}`
        return recordPerson(tx, actor, person, { action: 'registered', summary })
      }
    }
    const asked = standing.filter((each) => tokenId === undefined || each.tokenId === tokenId)
    // Apple is being asked already.
    if (tokenId !== undefined && asked.some(({ status }) => status === null)) return undefined

    const open = asked.filter(({ status }) => status === 'Registered')
    if (open.length === 0) throw new AppError('conflict', whyNothingOpen(person.displayName, asked))
    const due = open.filter(({ invitedAt }) => resendFrom(invitedAt) <= deps.now())
    if (due.length === 0) throw tooSoon(person.displayName, open)
    await noteInvited(
      tx,
      due.map(({ id }) => id),
      deps.now(),
    )
    const summary = `invited ${person.displayName} again with ${due.map(({ tokenName }) => tokenName).join(', ')}`
    return recordPerson(tx, actor, person, { action: 'invited', summary })
  })
}

function whyNothingOpen(name: string, asked: InvitationRow[]): string {
  return asked.some(({ status }) => status === 'Associated')
    ? `${name} has accepted the invitation already. There is nothing to send.`
    : `${name} has no open invitation. Choose a token to register them with.`
}

function tooSoon(name: string, open: InvitationRow[]): AppError {
  const [from] = open.map(({ invitedAt }) => resendFrom(invitedAt)).toSorted((a, b) => a.getTime() - b.getTime())
  const at = from?.toISOString() ?? ''
  const message = `${name} was invited a moment ago. Send it again from ${at.slice(11, 16)} UTC on.`
  return new AppError('too_many_requests', message, { details: [{ path: 'resendFrom', message: at }] })
}
