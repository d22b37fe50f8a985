import { enqueue, insertSyncRun, tokenQueue, type Db } from '@pomona/db'
import type { SyncTrigger } from '@pomona/domain'

/**
 * Has the whole location read from now on, by the transaction that makes it needed. A sync that is running may have passed the place
 * already: then another one follows.
 */
export async function syncAfresh(tx: Db, tokenId: string, trigger: SyncTrigger): Promise<void> {
  const queue = tokenQueue(tokenId)
  const run = await insertSyncRun(tx, tokenId, trigger)
  if (run.isNew) await enqueue(tx, 'sync-token', { tokenId, runId: run.id }, { queue })
  else await enqueue(tx, 'resync-token', { tokenId, trigger }, { queue, key: `resync:${tokenId}` })
}
