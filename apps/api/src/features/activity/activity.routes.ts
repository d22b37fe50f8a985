import * as contracts from '@pomona/contracts'
import { listActivity } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentActivity } from './activity.presenter.ts'

export function activityRoutes(routing: Routing, deps: ApiDeps): void {
  route(routing, contracts.listActivity, async ({ query }) =>
    presentPage(await listActivity(deps.database.prisma, query), presentActivity),
  )
}
