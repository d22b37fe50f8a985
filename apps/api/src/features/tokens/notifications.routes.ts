import * as contracts from '@pomona/contracts'
import { findTokenSummary, listAppleNotifications } from '@pomona/db'
import type { ApiDeps } from '../../deps.ts'
import { presentPage } from '../../http/list.ts'
import { found } from '../../http/not-found.ts'
import { route, type Routing } from '../../http/route.ts'
import { presentNotification } from './notifications.presenter.ts'

export function notificationRoutes(routing: Routing, deps: ApiDeps): void {
  const db = deps.database.prisma
  route(routing, contracts.listNotifications, async ({ params, query }) => {
    found(await findTokenSummary(db, params.id), 'token')
    return presentPage(await listAppleNotifications(db, { ...query, tokenId: params.id }), presentNotification)
  })
}
