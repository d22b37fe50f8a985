import { AppleError, type AppleEvent } from '@pomona/apple-vpp'
import {
  inTransaction,
  listBatchOrders,
  listOpenBatches,
  lockHoldings,
  loseBatch,
  markSuperseded,
  postponeBatch,
  returnToLeavers,
  saveCounts,
  settleBatch,
  type BatchOrder,
  type BatchRow,
  type OrderOutcome,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'
import { enqueueOrders } from './enqueue-orders.ts'
import { readHeld } from './read-held.ts'
import { readCounts } from './refresh-counts.ts'
import { outcomeOfFailure } from './refusal-outcomes.ts'

/** Settles the batches that Apple has finished, and answers when to look after the others. */
export async function settleBatches(deps: Deps, open: OpenToken): Promise<Date | null> {
  const later: Date[] = []
  for (const batch of await listOpenBatches(deps.database.prisma, open.token.id)) {
    const again = await settleOne(deps, open, batch)
    if (again !== undefined) later.push(again)
  }
  return later.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Settles one batch, or answers when to look at it again. */
async function settleOne(deps: Deps, open: OpenToken, batch: BatchRow): Promise<Date | undefined> {
  const now = deps.now()
  // Token jobs run one at a time: a batch that is still being sent was left behind by a run that died.
  if (batch.state === 'sending') return lose(deps, batch)
  if (batch.nextPollAt !== null && batch.nextPollAt > now) return batch.nextPollAt
  if (batch.state === 'unknown' || batch.eventId === null) return settle(deps, open, batch, undefined)

  const event = await askForEvent(deps, open, batch.eventId)
  if (event === 'forgotten') return settle(deps, open, batch, undefined)
  if (event.status !== 'PENDING') return settle(deps, open, batch, event)
  const pendingForMs = now.getTime() - (batch.acceptedAt ?? batch.startedAt).getTime()
  if (pendingForMs > deps.timing.pendingMaxMs) return lose(deps, batch)
  const again = new Date(now.getTime() + deps.timing.pollMs)
  await postponeBatch(deps.database.prisma, batch.id, again)
  return again
}

async function askForEvent(deps: Deps, open: OpenToken, eventId: string): Promise<AppleEvent | 'forgotten'> {
  try {
    return await open.ask((credential) => deps.vpp.getEvent(credential, eventId))
  } catch (error) {
    const unknownEvent = 9708
    if (error instanceof AppleError && error.errorNumber === unknownEvent) return 'forgotten'
    throw error
  }
}

async function lose(deps: Deps, batch: BatchRow): Promise<Date> {
  const { unknownSettleMs, unknownSettlePerItemMs } = deps.timing
  const settleAt = new Date(deps.now().getTime() + unknownSettleMs + unknownSettlePerItemMs * batch.requestedCount)
  await inTransaction(deps.database, (tx) => loseBatch(tx, batch.id, settleAt))
  return settleAt
}

/**
 * Gives every order of the batch its outcome. Only an event that says COMPLETE is believed for all of them; otherwise Apple is read,
 * since neither a failed event nor a lost answer says which pairs were done. The counts are read after the event ended, and
 * stored together with the outcomes: a promise ends in the moment in which Apple's count shows it.
 */
async function settle(deps: Deps, open: OpenToken, batch: BatchRow, event: AppleEvent | undefined): Promise<undefined> {
  const orders = await listBatchOrders(deps.database.prisma, batch.id)
  const isComplete = event?.status === 'COMPLETE'
  const held = isComplete ? undefined : await readHeld(deps, open, { orders, targetType: batch.targetType })
  const counts = await readCounts(deps, open, [...new Set(orders.map((order) => order.assetId))])
  const outcomes = orders.map((order): OrderOutcome => {
    const isHeld = held?.has(order.id) === true
    if (isComplete || isHeld === (batch.kind === 'associate')) return { orderId: order.id, state: 'confirmed' }
    const outcome = outcomeOfFailure(findFailure(event, order), order.attempts, deps.now())
    // Only an order for a license has a line to go back to.
    const canWait = batch.kind === 'associate' || outcome.state !== 'waiting'
    return { orderId: order.id, ...outcome, ...(canWait ? {} : { state: 'failed' as const }) }
  })

  await inTransaction(deps.database, async (tx) => {
    await lockHoldings(tx, open.token.id)
    await saveCounts(tx, open.token.id, counts)
    await settleBatch(tx, { id: batch.id, kind: batch.kind, outcomes, now: deps.now() })
    await markSuperseded(tx, batch.id)
    const reason = 'The device left while Apple was giving it the license.'
    if (deps.reclaimsFromLeavers && (await returnToLeavers(tx, batch.id, { reason, now: deps.now() })) > 0) {
      await enqueueOrders(tx, open.token.id)
    }
  })
  deps.log.info({ tokenId: open.token.id, eventId: batch.eventId, orders: orders.length }, 'orders settled')
  return undefined
}

/** The error that Apple gives for this asset and target, as well as its groups of failures can tell. */
function findFailure(event: AppleEvent | undefined, order: BatchOrder): number | undefined {
  return event?.failures.find(({ assets, clientUserIds, serialNumbers }) => {
    const targets = [...clientUserIds, ...serialNumbers]
    const namesAsset =
      assets.length === 0 ||
      assets.some((asset) => asset.adamId === order.adamId && asset.pricingParam === order.pricingParam)
    return namesAsset && (targets.length === 0 || targets.includes(order.target))
  })?.errorNumber
}
