import * as contracts from '@pomona/contracts'
import { findSyncRunWithChanges, findTokenSummary, listForeignHoldings } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { presentPage, presentTime } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentSyncRun } from './tokens.presenter.ts'

export function tokenHistoryRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  route(routing, contracts.getSyncRun, async ({ params }) => {
    const run = found(await findSyncRunWithChanges(db, { tokenId: params.id, runId: params.runId }), 'sync')
    return { ...presentSyncRun(run), changes: run.changes }
  })

  route(routing, contracts.listForeignHoldings, async ({ params, query }) => {
    found(await findTokenSummary(db, params.id), 'token')
    return presentPage(await listForeignHoldings(db, { ...query, tokenId: params.id }), (holding) => ({
      clientUserId: holding.clientUserId,
      appId: holding.assetId,
      appName: holding.assetName,
      since: presentTime(holding.since),
    }))
  })
}
