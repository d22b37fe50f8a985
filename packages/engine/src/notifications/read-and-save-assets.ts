import type { AppleAsset, Page } from '@pomona/apple-vpp'
import {
  endRechecks,
  inTransaction,
  lockHoldings,
  markAssetsVanished,
  saveAssets,
  type AssetToRecheck,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** From so many on, walking all assets costs fewer requests than asking for each. */
const singleQuestionsMax = 5

/** Reads some assets at Apple and stores them, in as few requests as it takes. What Apple no longer lists of `rechecked` is marked. */
export async function readAndSaveAssets(
  deps: Pick<Deps, 'database' | 'vpp' | 'now'>,
  open: OpenToken,
  wanted: { adamIds: string[]; rechecked: AssetToRecheck[] },
): Promise<void> {
  const adamIds = [...new Set(wanted.adamIds)]
  const filters = adamIds.length <= singleQuestionsMax ? adamIds.map((adamId) => ({ adamId })) : [undefined]
  const askedAt = deps.now()
  const assets: (AppleAsset & { readAt: Date })[] = []
  for (const filter of filters) {
    for await (const page of open.walk((credential) => deps.vpp.readAssets(credential, filter))) {
      assets.push(...datedAssets(page).filter(({ adamId }) => adamIds.includes(adamId)))
    }
  }
  const listed = new Set(assets.map(keyOf))
  const gone = wanted.rechecked.filter((asset) => !listed.has(keyOf(asset))).map(({ id }) => id)
  await inTransaction(deps.database, async (tx) => {
    await lockHoldings(tx, open.token.id)
    await saveAssets(tx, open.token.id, assets)
    if (gone.length > 0) await markAssetsVanished(tx, gone, askedAt)
    await endRechecks(tx, wanted.rechecked)
  })
}

const datedAssets = (page: Page<AppleAsset>) => page.items.map((asset) => ({ ...asset, readAt: page.askedAt }))
const keyOf = ({ adamId, pricingParam }: { adamId: string; pricingParam: string }) => `${adamId} ${pricingParam}`
