import * as contracts from '@pomona/contracts'
import { findAssetDetail, listAssets } from '@pomona/db'
import type { ProductType } from '@pomona/domain'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAsset, presentAssetDetail } from './apps.presenter.ts'

/** Apps and books are the same to read; each has its own address. */
export function appRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  const readOne = async (id: string, productType: ProductType) => {
    const asset = await findAssetDetail(db, id)
    return presentAssetDetail(found(asset?.productType === productType ? asset : undefined, productType.toLowerCase()))
  }

  route(routing, contracts.listApps, async ({ query }) =>
    presentPage(await listAssets(db, { ...query, productType: 'App' }), presentAsset),
  )
  route(routing, contracts.getApp, ({ params }) => readOne(params.id, 'App'))
  route(routing, contracts.listBooks, async ({ query }) =>
    presentPage(await listAssets(db, { ...query, productType: 'Book' }), presentAsset),
  )
  route(routing, contracts.getBook, ({ params }) => readOne(params.id, 'Book'))
}
