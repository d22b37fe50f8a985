import { AppleError, type AppleUser, type Page } from '@pomona/apple-vpp'
import type { BatchUser } from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** Up to so many users are asked for one by one; more are found among all that changed. */
const singleQuestionsMax = 3
const invalidVersion = 9721

/**
 * What Apple has of these users right now; each of ours has one record, since none is ever created twice. Absent where Apple shows none. Asked in few requests: one by one when they are few, else
 * by what changed since the last sync, which has stored what was before; without one by walking all.
 */
export async function readUsers(
  deps: Pick<Deps, 'vpp'>,
  open: OpenToken,
  users: readonly BatchUser[],
): Promise<Map<string, AppleUser>> {
  const found = new Map<string, AppleUser>()
  const wanted = new Set(users.map(({ clientUserId }) => clientUserId))
  const collect = async (pages: AsyncIterable<Page<AppleUser>>) => {
    for await (const page of pages) {
      for (const user of page.items) if (wanted.has(user.clientUserId)) found.set(user.clientUserId, user)
    }
  }
  if (users.length <= singleQuestionsMax) {
    for (const clientUserId of wanted) {
      await collect(open.walk((credential) => deps.vpp.readUsers(credential, { clientUserId })))
    }
    return found
  }
  const { usersVersionId } = open.token
  if (usersVersionId !== null) {
    for (const user of users) if (user.status !== null) found.set(user.clientUserId, asKnown(user, user.status))
    try {
      await collect(open.walk((credential) => deps.vpp.readUsers(credential, { sinceVersionId: usersVersionId })))
      return found
    } catch (error) {
      if (!(error instanceof AppleError) || error.errorNumber !== invalidVersion) throw error
      found.clear()
    }
  }
  await collect(open.walk((credential) => deps.vpp.readUsers(credential, { activeOnly: true })))
  return found
}

/** Who did not change since the last sync is as we have them. */
const asKnown = ({ clientUserId }: BatchUser, status: AppleUser['status']): AppleUser => ({
  clientUserId,
  status,
  email: undefined,
  inviteCode: undefined,
  idHash: undefined,
})
