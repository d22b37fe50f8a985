import { enqueue, findToken, inTransaction, insertSyncRun, recordActivity, tokenQueue } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'

/** "Sync now" (P9). Answers the run that is already waiting or running, if there is one. */
export async function requestSync(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { tokenId: string },
): Promise<{ runId: string }> {
  const { tokenId } = input
  return inTransaction(deps.database, async (tx) => {
    const token = await findToken(tx, tokenId)
    if (token === null) throw new AppError('not_found', 'This token is no longer here.')
    const run = await insertSyncRun(tx, tokenId, 'manual')
    if (run.isNew) {
      await enqueue(tx, 'sync-token', { tokenId, runId: run.id }, { queue: tokenQueue(tokenId) })
      await recordActivity(tx, {
        accountId: actor.accountId,
        actor: actor.name,
        action: 'synced',
        resourceKind: 'token',
        resourceId: tokenId,
        resourceName: token.displayName,
        summary: `started a sync of ${token.displayName}`,
      })
    }
    return { runId: run.id }
  })
}
