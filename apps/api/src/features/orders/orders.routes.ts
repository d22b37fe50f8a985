import * as contracts from '@pomona/contracts'
import { findOrder, listOrders } from '@pomona/db'
import { retryOrder } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentOrder } from './orders.presenter.ts'

export function orderRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  route(routing, contracts.listOrders, async ({ query: { appId, ...query } }) =>
    presentPage(await listOrders(db, { ...query, assetId: appId }), presentOrder),
  )

  route(routing, contracts.retryOrder, async ({ actor, params }) => {
    const { orderId } = await retryOrder(deps, actor, { orderId: params.id })
    return presentOrder(found(await findOrder(db, orderId), 'order'))
  })
}
