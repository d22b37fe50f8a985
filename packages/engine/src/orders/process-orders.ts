import { AppleError } from '@pomona/apple-vpp'
import {
  admitAccepted,
  confirmAlreadyHeld,
  inTransaction,
  listAssetsWithWaiting,
  listTitlesToCompare,
  nextRetryAt,
  reserveForFirstInLine,
} from '@pomona/db'
import { canWrite } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { enqueueTitleComparison } from '../drift/enqueue-comparison.ts'
import { finishRevocations } from '../licenses/revoke-all.ts'
import { openTokenIfThere } from '../tokens/use-token.ts'
import { enqueueOrdersAt } from './enqueue-orders.ts'
import { refreshCounts } from './refresh-counts.ts'
import { sendOrders } from './send-orders.ts'
import { settleBatches } from './settle-batches.ts'

const pauseAfterRefusalMs = 30_000

/**
 * Moves a token's orders forward as far as they go: settles what Apple has finished, promises free licenses to those first in
 * line, and asks Apple for what is promised. Runs on the token's queue, one at a time across all workers; a crash at any
 * point is repaired by the next run.
 */
export async function processOrders(deps: Deps, input: { tokenId: string }): Promise<void> {
  const { tokenId } = input
  const db = deps.database.prisma
  const startedAt = deps.now()
  const open = await openTokenIfThere(deps, tokenId)
  if (open === undefined) return
  // P5: with a token that cannot write nothing is sent and nothing fails; renewing it starts this again.
  if (!canWrite(open.token.state)) return

  let nextAt: Date | null
  try {
    const nextPollAt = await settleBatches(deps, open)
    await confirmAlreadyHeld(db, tokenId, deps.now())
    await admitAccepted(db, tokenId)
    const waited = await listAssetsWithWaiting(db, tokenId, deps.now())
    if (waited.length > 0) {
      await refreshCounts(deps, open, waited)
      for (const assetId of waited) {
        await inTransaction(deps.database, (tx) => reserveForFirstInLine(tx, assetId, deps.now()))
      }
    }
    const sentPollAt = await sendOrders(deps, open)
    await finishRevocations(deps, tokenId)
    nextAt = earliest(nextPollAt, sentPollAt, await nextRetryAt(db, tokenId))
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    deps.log.warn({ tokenId, code: error.code, errorNumber: error.errorNumber }, 'orders stopped by Apple')
    if (!canWrite(open.token.state)) return
    nextAt = new Date(deps.now().getTime() + (error.retryAfterMs ?? pauseAfterRefusalMs))
  }
  for (const adamId of await listTitlesToCompare(db, tokenId, startedAt)) {
    await enqueueTitleComparison(db, { adamId, isWholeTouched: false }, deps.now())
  }
  if (nextAt !== null) await enqueueOrdersAt(db, tokenId, nextAt)
}

function earliest(...times: (Date | null)[]): Date | null {
  return times.filter((time) => time !== null).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}
