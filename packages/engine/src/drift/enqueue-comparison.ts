import { enqueue, type Db } from '@pomona/db'

/** A title that changes again and again is compared once in a while: what differs is no matter of seconds. */
const afterMs = 20_000

/** Has what Apple says, what we ordered and what is assigned compared soon (P25): one title in all tokens, or all that one token owns. */
export async function enqueueComparison(
  db: Db,
  of: { tokenId: string } | { adamId: string },
  now: Date,
): Promise<void> {
  const key = `compare:${'tokenId' in of ? of.tokenId : of.adamId}`
  await enqueue(db, 'compare-assets', of, {
    queue: 'compare',
    key,
    runAt: 'tokenId' in of ? now : new Date(now.getTime() + afterMs),
    keepsTime: true,
    isPatient: true,
  })
}
