import * as contracts from '@pomona/contracts'
import { listOrders } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentOrder } from './orders.presenter.ts'

export function orderRoutes(routing: Routing, deps: ApiDeps): void {
  route(routing, contracts.listOrders, async ({ query: { appId, ...query } }) =>
    presentPage(await listOrders(deps.database.prisma, { ...query, assetId: appId }), presentOrder),
  )
}
