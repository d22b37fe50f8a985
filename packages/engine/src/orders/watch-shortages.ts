import { listTokensWithWaiting, markRelieved } from '@pomona/db'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from './enqueue-orders.ts'

/**
 * P22: has every token looked at that somebody waits on, so that bought or freed licenses are handed out soon, and every title whose licenses
 * are free in one token while somebody waits in another's line (P18).
 */
export async function watchShortages(deps: Pick<Deps, 'database'>): Promise<void> {
  const db = deps.database.prisma
  await markRelieved(db)
  for (const tokenId of await listTokensWithWaiting(db)) await enqueueOrders(db, tokenId)
}
