import { enqueue, insertSyncRun, tokenQueue, type Db } from '@pomona/db'

/** Has the whole location read, because a notification told of something that cannot be made true from it alone. */
export async function requestRepair(tx: Db, tokenId: string): Promise<void> {
  const run = await insertSyncRun(tx, tokenId, 'repair')
  if (run.isNew) await enqueue(tx, 'sync-token', { tokenId, runId: run.id }, { queue: tokenQueue(tokenId) })
}
