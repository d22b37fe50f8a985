import { listTokensWithWaiting } from '@pomona/db'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from './enqueue-orders.ts'

/** P22: has every token looked at that somebody waits on, so that bought or freed licenses are handed out soon. */
export async function watchShortages(deps: Pick<Deps, 'database'>): Promise<void> {
  const db = deps.database.prisma
  for (const tokenId of await listTokensWithWaiting(db)) await enqueueOrders(db, tokenId)
}
