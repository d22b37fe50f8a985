import type { AssetView } from '@pomona/contracts'
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
