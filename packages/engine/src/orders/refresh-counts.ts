import type { AppleAsset, Page } from '@pomona/apple-vpp'
import { findAssetKeys, inTransaction, lockHoldings, saveCounts } from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** From so many assets on, walking all of them costs fewer requests than asking for each. */
const singleQuestionsMax = 3

/** Apple's counts, each with the time before which it was asked. */
export type FreshCounts = Parameters<typeof saveCounts>[2]

/** Reads the counts of some assets from Apple, as few requests as it takes. */
export async function readCounts(
  deps: Pick<Deps, 'database' | 'vpp'>,
  open: OpenToken,
  assetIds: string[],
): Promise<FreshCounts> {
  const keys = await findAssetKeys(deps.database.prisma, assetIds)
  const adamIds = [...new Set(keys.map((key) => key.adamId))]
  const filters = adamIds.length <= singleQuestionsMax ? adamIds.map((adamId) => ({ adamId })) : [undefined]
  const counts: FreshCounts = []
  for (const filter of filters) {
    for await (const page of open.walk((credential) => deps.vpp.readAssets(credential, filter))) {
      counts.push(...countsOf(page).filter((row) => adamIds.includes(row.adamId)))
    }
  }
  return counts
}

/** Reads the counts of some assets from Apple and stores them. */
export async function refreshCounts(
  deps: Pick<Deps, 'database' | 'vpp'>,
  open: OpenToken,
  assetIds: string[],
): Promise<void> {
  const counts = await readCounts(deps, open, assetIds)
  await inTransaction(deps.database, async (tx) => {
    await lockHoldings(tx, open.token.id)
    await saveCounts(tx, open.token.id, counts)
  })
}

function countsOf(page: Page<AppleAsset>): FreshCounts {
  return page.items.map(({ adamId, pricingParam, totalCount, assignedCount, availableCount, retiredCount }) => ({
    adamId,
    pricingParam,
    totalCount,
    assignedCount,
    availableCount,
    retiredCount,
    readAt: page.askedAt,
  }))
}
