import { findOrderToRetry, inTransaction, markTargets, orderAgain, recordActivity } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from './enqueue-orders.ts'

/**
 * Makes a new order of one that failed; it joins the end of the line. Who is due is worked out again after it, so that an order which no
 * assignment asks for any more is withdrawn. Answers the new order's id.
 */
export async function retryOrder(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { orderId: string },
): Promise<{ orderId: string }> {
  return inTransaction(deps.database, async (tx) => {
    const order = await findOrderToRetry(tx, input.orderId)
    if (order === undefined) throw new AppError('not_found', 'There is no such order.')
    const about = `${order.assetName} for ${order.targetName}`
    if (order.state !== 'failed') {
      throw new AppError('conflict', `The order of ${about} has not failed. Only an order that failed is tried again.`)
    }
    const orderId = await orderAgain(tx, order.id, deps.now())
    if (orderId === undefined) {
      throw new AppError(
        'conflict',
        `There is nothing left to try again with ${about}: a newer order exists, or what was wanted has happened. Look at the latest order.`,
      )
    }
    await markTargets(tx, order.assetId, [order])
    await enqueueOrders(tx, order.tokenId)
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'retried',
      resourceKind: 'app',
      resourceId: order.assetId,
      resourceName: order.assetName,
      summary: `tried the order of ${about} again`,
    })
    return { orderId }
  })
}
