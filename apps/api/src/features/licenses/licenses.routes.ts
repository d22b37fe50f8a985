import * as contracts from '@pomona/contracts'
import { findAdamId, findDeviceDetail, findPerson, findRevocation } from '@pomona/db'
import {
  listAssetLicenses,
  revokeAppLicenses,
  revokeDeviceLicenses,
  revokeLicenses,
  revokePersonLicenses,
} from '@pomona/engine'
import type { ProductType } from '@pomona/domain'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentRevocation } from '../tokens/revocations.presenter.ts'
import { presentLicense, presentReturn } from './licenses.presenter.ts'

export function licenseRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  const listOf = (productType: ProductType, contract: typeof contracts.listLicenses) =>
    route(routing, contract, async ({ params, query }) => {
      const adamId = found(await findAdamId(db, params.id, productType), productType === 'Book' ? 'book' : 'app')
      return presentPage(await listAssetLicenses(deps, { ...query, assetId: params.id, adamId }), presentLicense)
    })
  listOf('App', contracts.listLicenses)
  listOf('Book', contracts.listBookLicenses)

  route(routing, contracts.revokeLicenses, async ({ actor, params, body }) => {
    if (body.all === true) {
      const { tokenId, revocationId: id } = await revokeAppLicenses(deps, actor, { assetId: params.id })
      return {
        value: [],
        revocation: presentRevocation(found(await findRevocation(db, { tokenId, id }), 'revocation')),
      }
    }
    const targets = [
      ...(body.serialNumbers ?? []).map((target) => ({ licenseType: 'device' as const, target })),
      ...(body.clientUserIds ?? []).map((target) => ({ licenseType: 'user' as const, target })),
    ]
    const returns = await revokeLicenses(deps, actor, { assetId: params.id, targets })
    return { value: returns.map(presentReturn), revocation: null }
  })

  route(routing, contracts.revokeDeviceLicenses, async ({ actor, params }) => {
    const { id, name } = found(await findDeviceDetail(db, params.id), 'device')
    return { value: (await revokeDeviceLicenses(deps, actor, { id, name })).map(presentReturn) }
  })

  route(routing, contracts.revokeUserLicenses, async ({ actor, params }) => {
    const { id, displayName: name } = found(await findPerson(db, params.id), 'person')
    return { value: (await revokePersonLicenses(deps, actor, { id, name })).map(presentReturn) }
  })
}
