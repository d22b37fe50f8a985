import type { AssetView, TitleView } from '@pomona/contracts'
import type { Counts } from '../../../ui/count-bar.tsx'

/** Apple's counts and ours together: what orders have promised is no longer free, though Apple still counts it so. */
export function countsOf(asset: AssetView): Counts {
  return {
    held: asset.assignedCount,
    promised: asset.promisedCount,
    free: freeCountOf(asset),
    waiting: asset.waitingCount,
    isUnlimited: asset.isUnlimited,
  }
}

export function freeCountOf(asset: AssetView): number {
  return Math.max(0, asset.availableCount - asset.promisedCount)
}

/** The sums over all tokens. What orders have promised is not summed up: it shows in each token. */
export function titleCountsOf(title: TitleView): Counts {
  return {
    held: title.assignedCount,
    free: title.availableCount,
    waiting: title.waitingCount,
    isUnlimited: title.isUnlimited,
  }
}

/** Where an app or a book has its page over all tokens. */
export function titlePath(title: Pick<TitleView, 'adamId' | 'pricingParam'>): string {
  return `/titles/${title.adamId}/${title.pricingParam}`
}
