import { pricingParams, productTypes } from '@pomona/domain'
import type { WireUnlimitedAsset } from '../../wire/licenses.ts'
import {
  assignedCount,
  availableCount,
  isUnlimited,
  toWireAsset,
  type AssetState,
  type LocationState,
} from '../location-state.ts'
import { cutPage, recordsOf, type Query } from '../query.ts'

/** Apple's `GET /assets`. Unlimited assets that are listed apart come after the others. */
export function assetsPage(location: LocationState, query: Query, pageSize: number) {
  const { versionId } = location.versions.assets
  const unlimited = query.flag('unlimited')
  const records = location.cache.read(query.question('assets'), versionId, () => {
    const all = filterAssets(location, query)
    const counted = unlimited === undefined ? all : all.filter((asset) => !isUnlimited(asset))
    return recordsOf([...counted, ...(unlimited === true ? all.filter(isUnlimited) : [])])
  })
  const { items, paging } = cutPage(records, { query, pageSize, versionId })
  return {
    assets: items.filter((asset) => unlimited !== true || !isUnlimited(asset)).map(toWireAsset),
    ...(unlimited === true && { unlimitedAssets: items.filter(isUnlimited).map(toUnlimitedAsset) }),
    ...paging,
  }
}

function toUnlimitedAsset(asset: AssetState): WireUnlimitedAsset {
  const { availableCount: _a, retiredCount: _r, totalCount: _t, ...rest } = toWireAsset(asset)
  return rest
}

function filterAssets(location: LocationState, query: Query): AssetState[] {
  const adamId = query.text('adamId')
  const productType = query.oneOf('productType', productTypes)
  const pricingParam = query.oneOf('pricingParam', pricingParams)
  const deviceAssignable = query.flag('deviceAssignable')
  const revocable = query.flag('revocable')
  const [minAssigned, maxAssigned, minAvailable, maxAvailable] = [
    query.integer('minAssignedCount') ?? -Infinity,
    query.integer('maxAssignedCount') ?? Infinity,
    query.integer('minAvailableCount') ?? -Infinity,
    query.integer('maxAvailableCount') ?? Infinity,
  ]
  const isBetween = (count: number, least: number, most: number) => count >= least && count <= most
  return [...location.assets.values()].filter(
    (asset) =>
      asset.adamId === (adamId ?? asset.adamId) &&
      asset.productType === (productType ?? asset.productType) &&
      asset.pricingParam === (pricingParam ?? asset.pricingParam) &&
      asset.deviceAssignable === (deviceAssignable ?? asset.deviceAssignable) &&
      asset.revocable === (revocable ?? asset.revocable) &&
      isBetween(assignedCount(asset), minAssigned, maxAssigned) &&
      isBetween(availableCount(asset), minAvailable, maxAvailable),
  )
}
