import * as contracts from '@pomona/contracts'
import { readOverview } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentOverview } from './overview.presenter.ts'

export function overviewRoutes(routing: Routing, deps: ApiDeps): void {
  route(routing, contracts.getOverview, async () => presentOverview(await readOverview(deps.database.prisma)))
}
