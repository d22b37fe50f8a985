import { AppleError } from '@pomona/apple-vpp'
import {
  acceptBatch,
  inTransaction,
  listOrdersToSend,
  loseBatch,
  openBatch,
  settleBatch,
  type OrderToSend,
} from '@pomona/db'
import { shapeBatches } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'
import { namesSome, outcomesOfRefusal } from './refusal-outcomes.ts'

/** So many orders are read and shaped at a time; more follow in the same run. */
const ordersPerRound = 20_000

/**
 * Asks Apple for everything that is promised, in requests of Apple's size, and answers when to look after the first of its events. Each
 * request is written down before it is sent, so that a crash in between is noticed and settled by reading Apple.
 */
export async function sendOrders(deps: Deps, open: OpenToken): Promise<Date | null> {
  const pollTimes: Date[] = []
  for (;;) {
    const orders = await listOrdersToSend(deps.database.prisma, {
      tokenId: open.token.id,
      now: deps.now(),
      limit: ordersPerRound,
    })
    if (orders.length === 0) break
    const limits = await deps.vpp.getLimits()
    for (const alike of Map.groupBy(orders, (order) => `${order.kind} ${order.targetType}`).values()) {
      const forUsers = alike[0]?.targetType === 'user'
      const targetsPerRequest = forUsers ? limits.usersPerRequest : limits.serialNumbersPerRequest
      const byId = new Map(alike.map((order) => [order.id, order]))
      for (const { orderIds } of shapeBatches(alike, {
        assetsPerRequest: limits.assetsPerRequest,
        targetsPerRequest,
      })) {
        const pollAt = await sendBatch(
          deps,
          open,
          orderIds.flatMap((id) => byId.get(id) ?? []),
        )
        if (pollAt !== undefined) pollTimes.push(pollAt)
      }
    }
  }
  return pollTimes.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Sends one request: the orders are the full cross product of their assets and targets. */
async function sendBatch(deps: Deps, open: OpenToken, orders: OrderToSend[]): Promise<Date | undefined> {
  const [first] = orders
  if (first === undefined) return undefined
  const { kind, targetType } = first
  const orderIds = orders.map((order) => order.id)
  const id = await inTransaction(deps.database, (tx) =>
    openBatch(tx, { tokenId: open.token.id, kind, targetType, orderIds, now: deps.now() }),
  )
  if (id === undefined) return undefined

  const inMs = (ms: number, perItemMs: number) => new Date(deps.now().getTime() + ms + perItemMs * orders.length)
  const accept = async (eventId: string) => {
    const nextPollAt = inMs(deps.timing.firstPollMs, deps.timing.firstPollPerItemMs)
    await acceptBatch(deps.database.prisma, id, { eventId, now: deps.now(), nextPollAt })
    return nextPollAt
  }
  const request = {
    assets: [
      ...new Map(orders.map(({ assetId, adamId, pricingParam }) => [assetId, { adamId, pricingParam }])).values(),
    ],
    targetType,
    targets: [...new Set(orders.map((order) => order.target))],
  }
  try {
    const { eventId } = await open.ask((credential) => deps.vpp[kind](credential, request), { writes: true })
    return await accept(eventId)
  } catch (error) {
    if (!(error instanceof AppleError)) throw error
    if (error.eventId !== undefined) {
      // Apple took the work, and in the same answer said something about the token that stops every further request.
      await accept(error.eventId)
      throw error
    }
    if (error.code === 'apple_outcome_unknown' || error.code === 'apple_answer_unreadable') {
      const settleAt = inMs(deps.timing.unknownSettleMs, deps.timing.unknownSettlePerItemMs)
      await inTransaction(deps.database, (tx) => loseBatch(tx, id, settleAt))
      return settleAt
    }
    const outcomes = outcomesOfRefusal(error, orders, deps.now())
    await inTransaction(deps.database, (tx) => settleBatch(tx, { id, kind, outcomes, now: deps.now() }))
    // What keeps Apple from taking this request would meet every further one of this run as well.
    if (!namesSome(error, orders) && outcomes[0]?.state === 'reserved') throw error
    return undefined
  }
}
