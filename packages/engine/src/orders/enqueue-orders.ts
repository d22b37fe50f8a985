import { enqueue, tokenQueue, type Db } from '@pomona/db'

/** Has a token's orders moved forward soon. Asking again before it has begun changes nothing. */
export async function enqueueOrders(db: Db, tokenId: string): Promise<void> {
  await enqueue(db, 'process-orders', { tokenId }, { queue: tokenQueue(tokenId), key: `orders:${tokenId}` })
}

/** Has them moved forward at a later time; a later call replaces the time of an earlier one. */
export async function enqueueOrdersAt(db: Db, tokenId: string, runAt: Date): Promise<void> {
  await enqueue(
    db,
    'process-orders',
    { tokenId },
    { queue: tokenQueue(tokenId), key: `orders-later:${tokenId}`, runAt },
  )
}

/** Has one asset worked out again: who is due it, who waits, who is to lose it. */
export async function enqueueReconcile(db: Db, assetId: string): Promise<void> {
  await enqueue(db, 'reconcile-asset', { assetId }, { queue: `asset:${assetId}`, key: `reconcile:${assetId}` })
}
