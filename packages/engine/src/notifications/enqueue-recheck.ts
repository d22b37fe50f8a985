import { enqueue, type Db } from '@pomona/db'

/** Long enough for a burst to be read again once, short enough to be seen as at once. */
export const recheckAfterMs = 1_500

/** Has Apple read again for what notifications touched. Asking again before it has begun changes nothing, so a long burst is read now and then. */
export async function enqueueRecheck(db: Db, tokenId: string, runAt: Date): Promise<void> {
  await enqueue(
    db,
    'recheck-told',
    { tokenId },
    { queue: `recheck:${tokenId}`, key: `recheck:${tokenId}`, runAt, keepsTime: true, isUrgent: true },
  )
}
