import { countHolders, enqueue, type Db } from '@pomona/db'

const soonMs = 20_000
const onceInAWhileMs = 10 * 60_000
/** Comparing so many holders takes no time to speak of. */
const fewHolders = 5_000

/** Has all that one token owns compared with what we ordered and what is assigned (P25). */
export async function enqueueTokenComparison(db: Db, tokenId: string, now: Date): Promise<void> {
  await enqueueComparison(db, { tokenId }, now)
}

/**
 * Has one title in all tokens compared. That costs what working out all its holders costs: after changes of a few among very many it is done
 * once in a while, so that cost follows the change.
 */
export async function enqueueTitleComparison(
  db: Db,
  title: { adamId: string; isWholeTouched: boolean },
  now: Date,
): Promise<void> {
  const { adamId, isWholeTouched } = title
  const isSoon = isWholeTouched || (await countHolders(db, adamId)) <= fewHolders
  await enqueueComparison(db, { adamId }, new Date(now.getTime() + (isSoon ? soonMs : onceInAWhileMs)))
}

async function enqueueComparison(db: Db, of: { tokenId: string } | { adamId: string }, runAt: Date): Promise<void> {
  const key = `compare:${'tokenId' in of ? of.tokenId : of.adamId}`
  await enqueue(db, 'compare-assets', of, { queue: 'compare', key, runAt, keepsTime: true, isPatient: true })
}
