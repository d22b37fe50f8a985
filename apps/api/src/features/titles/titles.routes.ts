import * as contracts from '@pomona/contracts'
import { findTitle, listTitles } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentAsset } from '../apps/apps.presenter.ts'
import { presentTitle } from './titles.presenter.ts'

/** As many tokens as a page shows; the sums are of all of them. */
const assetsMax = 500

/** Apps and books, each once over all tokens. */
export function titleRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma

  route(routing, contracts.listTitles, async ({ query }) => presentPage(await listTitles(db, query), presentTitle))

  route(routing, contracts.getTitle, async ({ params }) => {
    const { title, assets } = found(await findTitle(db, params, assetsMax), 'app or book')
    return { ...presentTitle(title), assets: assets.map(presentAsset) }
  })
}
