import * as contracts from '@pomona/contracts'
import {
  findSyncRun,
  findTokenSummary,
  listAppleExchanges,
  listSyncRuns,
  listTokens,
  type TokenSummary,
} from '@pomona/db'
import { createToken, inspectToken, renewToken, requestSync, updateToken } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage, presentTime } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAppleExchange, presentSyncRun, presentToken } from './tokens.presenter.ts'

export function tokenRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const present = (token: TokenSummary) => presentToken(token, deps.now())
  const readToken = async (id: string) => present(found(await findTokenSummary(db, id), 'token'))

  route(routing, contracts.listTokens, async ({ query }) => presentPage(await listTokens(db, query), present))

  route(routing, contracts.inspectToken, async ({ body }) => {
    const inspection = await inspectToken(deps, body)
    return { ...inspection, expiresAt: presentTime(inspection.expiresAt) }
  })

  route(routing, contracts.createToken, async ({ actor, body, response }) => {
    const { id } = await createToken(deps, actor, body)
    response.location(`/api/v1/tokens/${id}`)
    return readToken(id)
  })

  route(routing, contracts.getToken, ({ params }) => readToken(params.id))

  route(routing, contracts.updateToken, async ({ actor, params, body }) => {
    await updateToken(deps, actor, { tokenId: params.id, ...body })
    return readToken(params.id)
  })

  route(routing, contracts.renewToken, async ({ actor, params, body }) => {
    await renewToken(deps, actor, { tokenId: params.id, ...body })
    return readToken(params.id)
  })

  route(routing, contracts.syncToken, async ({ actor, params }) => {
    const { runId } = await requestSync(deps, actor, { tokenId: params.id })
    return presentSyncRun(found(await findSyncRun(db, runId), 'sync'))
  })

  route(routing, contracts.listConversation, async ({ params, query }) => {
    found(await findTokenSummary(db, params.id), 'token')
    return presentPage(await listAppleExchanges(db, { ...query, tokenId: params.id }), presentAppleExchange)
  })

  route(routing, contracts.listSyncRuns, async ({ params, query }) => {
    found(await findTokenSummary(db, params.id), 'token')
    return presentPage(await listSyncRuns(db, { ...query, tokenId: params.id }), presentSyncRun)
  })
}
