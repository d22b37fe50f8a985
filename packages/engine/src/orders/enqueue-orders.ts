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
