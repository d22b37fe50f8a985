import { AppleError } from '@pomona/apple-vpp'
import {
  inTransaction,
  listAssetsToRecheck,
  listAssetsWithWaiting,
  listDoubts,
  lockHoldings,
  markTold,
  settleDoubts,
  type Doubt,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { refreshMetadata } from '../sync/refresh-metadata.ts'
import { syncAfresh } from '../sync/sync-afresh.ts'
import { openToken, type OpenToken } from '../tokens/use-token.ts'
import { associationKey } from './association-key.ts'
import { enqueueRecheck, recheckAfterMs } from './enqueue-recheck.ts'
import { readAndSaveAssets } from './read-and-save-assets.ts'

const doubtsPerRun = 2_000
const recordsPerPage = 500
/** What takes more is cheaper and surer as a sync. */
const requestsMax = 100
const pauseAfterRefusalMs = 30_000

/**
 * Reads at Apple what notifications left in doubt, and the counts of what they touched. What is told of again meanwhile stays marked, and is
 * read once more.
 */
export async function recheckTold(deps: Deps, input: { tokenId: string }): Promise<void> {
  const { tokenId } = input
  const db = deps.database.prisma
  try {
    const open = await openToken(deps, tokenId)
    const doubts = await listDoubts(db, tokenId, doubtsPerRun)
    if (doubts.length > 0) await readDoubts(deps, open, doubts)
    const rechecked = await listAssetsToRecheck(db, tokenId)
    if (rechecked.length > 0) {
      await readAndSaveAssets(deps, open, { adamIds: rechecked.map(({ adamId }) => adamId), rechecked })
    }
    await refreshMetadata(deps, open, { progress: () => Promise.resolve(), onRequest: () => undefined })
    if ((await listAssetsWithWaiting(db, tokenId, deps.now())).length > 0) await enqueueOrders(db, tokenId)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    deps.log.warn({ tokenId, code: error.code }, 'what notifications told could not be read again yet')
    // A token that Apple does not accept any more waits for its renewal, whose sync reads everything.
    if (!(error instanceof AppleError) || error.retry === 'never') return
    const pauseMs = error.retry === 'later' ? (error.retryAfterMs ?? pauseAfterRefusalMs) : recheckAfterMs
    await enqueueRecheck(db, tokenId, new Date(deps.now().getTime() + pauseMs))
    return
  }
  await recheckLeftovers(deps, tokenId)
}

/** Has read again what is still marked: it was told of meanwhile, or there was too much for one time. */
export async function recheckLeftovers(deps: Pick<Deps, 'database' | 'now'>, tokenId: string): Promise<void> {
  const db = deps.database.prisma
  const [doubts, marked] = [await listDoubts(db, tokenId, 1), await listAssetsToRecheck(db, tokenId)]
  if (doubts.length + marked.length === 0) return
  await enqueueRecheck(db, tokenId, new Date(deps.now().getTime() + recheckAfterMs))
}

/** Asks by asset or by target, whichever takes fewer requests. */
async function readDoubts(deps: Deps, open: OpenToken, doubts: Doubt[]): Promise<void> {
  const assets = new Map(doubts.map((doubt) => [doubt.adamId, doubt.assignedCount]))
  const targets = new Map(doubts.map(({ targetType, target }) => [`${targetType} ${target}`, { targetType, target }]))
  const pages = [...assets.values()].reduce((sum, count) => sum + 1 + Math.floor(count / recordsPerPage), 0)
  if (Math.min(pages, targets.size) > requestsMax) {
    return inTransaction(deps.database, (tx) => syncAfresh(tx, open.token.id, 'repair'))
  }
  const filters =
    pages <= targets.size
      ? [...assets.keys()].map((adamId) => ({ adamId }))
      : [...targets.values()].map(({ targetType, target }) =>
          targetType === 'device' ? { serialNumber: target } : { clientUserId: target },
        )
  const held = new Set<string>()
  for (const filter of filters) {
    for await (const page of open.walk((credential) => deps.vpp.readAssociations(credential, filter))) {
      for (const association of page.items) held.add(associationKey(association))
    }
  }
  const read = doubts.map((doubt) => ({ ...doubt, isHeld: held.has(associationKey(doubt)) }))
  await inTransaction(deps.database, async (tx) => {
    await lockHoldings(tx, open.token.id)
    await settleDoubts(tx, read)
    await markTold(tx, open.token.id, read)
  })
}
