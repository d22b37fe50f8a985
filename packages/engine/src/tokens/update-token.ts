import { findToken, inTransaction, recordActivity, updateToken as updateTokenRow } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'

/** Changes what the administrator chose about a token. */
export async function updateToken(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: {
    tokenId: string
    displayName?: string | undefined
    appleId?: string | undefined
    automaticAppUpdates?: boolean | undefined
  },
): Promise<void> {
  const { tokenId, ...wanted } = input
  await inTransaction(deps.database, async (tx) => {
    const token = await findToken(tx, tokenId)
    if (token === null) throw new AppError('not_found', 'This token is no longer here.')
    const after = {
      displayName: wanted.displayName ?? token.displayName,
      appleId: wanted.appleId ?? token.appleId,
      automaticAppUpdates: wanted.automaticAppUpdates ?? token.automaticAppUpdates,
    }
    const { displayName, appleId, automaticAppUpdates } = token
    await updateTokenRow(tx, tokenId, after)
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'changed',
      resourceKind: 'token',
      resourceId: tokenId,
      resourceName: after.displayName,
      summary: `changed the token ${after.displayName}`,
      before: { displayName, appleId, automaticAppUpdates },
      after,
    })
  })
}
