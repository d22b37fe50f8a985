import { enqueue, insertSyncRun, tokenQueue, type Db } from '@pomona/db'

/**
 * Has the whole location read, because a notification told of something that cannot be made true from it alone. A sync that is running may
 * have passed the place already: then another one follows.
 */
export async function requestRepair(tx: Db, tokenId: string): Promise<void> {
  const queue = tokenQueue(tokenId)
  const run = await insertSyncRun(tx, tokenId, 'repair')
  if (run.isNew) await enqueue(tx, 'sync-token', { tokenId, runId: run.id }, { queue })
  else await enqueue(tx, 'resync-token', { tokenId }, { queue, key: `resync:${tokenId}` })
}
