import * as contracts from '@pomona/contracts'
import { isAsset, listLicenses } from '@pomona/db'
import { revokeLicenses } from '@pomona/engine'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentLicense } from './licenses.presenter.ts'

export function licenseRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  route(routing, contracts.listLicenses, async ({ params, query }) => {
    found((await isAsset(db, params.id)) || undefined, 'app')
    return presentPage(await listLicenses(db, { ...query, assetId: params.id }), presentLicense)
  })

  route(routing, contracts.revokeLicenses, async ({ actor, params, body }) => ({
    value: await revokeLicenses(deps, actor, { assetId: params.id, ...body }),
  }))
}
