import * as contracts from '@pomona/contracts'
import { explainApp } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentExplanation } from './explain.presenter.ts'

export function explainRoutes(routing: Routing, deps: ApiDeps): void {
  route(routing, contracts.explainDevice, async ({ params, query }) => {
    const input = { subject: { deviceId: params.id }, assetId: query.appId }
    return presentExplanation(found(await explainApp(deps, input), 'device or app'))
  })

  route(routing, contracts.explainUser, async ({ params, query }) => {
    const input = { subject: { personId: params.id }, assetId: query.appId }
    return presentExplanation(found(await explainApp(deps, input), 'person or app'))
  })
}
