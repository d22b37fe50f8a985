import * as contracts from '@pomona/contracts'
import { listDriftFindings } from '@pomona/db'
import { listDriftItems, repairDrift } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentDrift, presentDriftItem } from './drift.presenter.ts'

export function driftRoutes(routing: Routing, deps: ApiDeps): void {
  route(routing, contracts.listDrift, async ({ query: { appId, ...query } }) =>
    presentPage(await listDriftFindings(deps.database.prisma, { ...query, assetId: appId }), presentDrift),
  )

  route(routing, contracts.listDriftItems, async ({ params: { appId, kind }, query }) =>
    presentPage(await listDriftItems(deps, { ...query, assetId: appId, kind }), presentDriftItem),
  )

  route(routing, contracts.repairDrift, ({ actor, params: { appId, kind }, body: { targets } }) =>
    repairDrift(deps, actor, { assetId: appId, kind, targets }),
  )
}
