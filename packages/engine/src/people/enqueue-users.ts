import { enqueue, tokenQueue, type Db } from '@pomona/db'

/** Has a token's VPP users moved forward soon. Asking again before it has begun changes nothing. */
export async function enqueueUsers(db: Db, tokenId: string): Promise<void> {
  await enqueue(db, 'process-users', { tokenId }, { queue: tokenQueue(tokenId), key: `users:${tokenId}` })
}

/** Has them moved forward at a later time; a later call replaces the time of an earlier one. */
export async function enqueueUsersAt(db: Db, tokenId: string, runAt: Date): Promise<void> {
  await enqueue(db, 'process-users', { tokenId }, { queue: tokenQueue(tokenId), key: `users-later:${tokenId}`, runAt })
}
