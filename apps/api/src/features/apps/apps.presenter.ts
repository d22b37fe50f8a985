import type { AssetDetail as AssetDetailView, AssetView } from '@pomona/contracts'
import type { AssetDetail, AssetSummary } from '@pomona/db'
import { unlimitedCount } from '@pomona/domain'
import { presentOptionalTime, presentTime } from '../../http/list.ts'
import { iconUrl } from '../../http/icon-url.ts'

export const presentAsset = (asset: AssetSummary): AssetView => ({
  id: asset.id,
  tokenId: asset.tokenId,
  tokenName: asset.tokenName,
  adamId: asset.adamId,
  pricingParam: asset.pricingParam,
  productType: asset.productType,
  name: asset.name,
  publisher: asset.publisher,
  bundleId: asset.bundleId,
  iconUrl: iconUrl(asset.id, asset.iconVersion),
  totalCount: asset.totalCount,
  assignedCount: asset.assignedCount,
  availableCount: asset.availableCount,
  retiredCount: asset.retiredCount,
  isUnlimited: asset.totalCount >= unlimitedCount,
  promisedCount: asset.promisedCount,
  waitingCount: asset.waitingCount,
  foreignCount: asset.foreignCount,
  assignmentCount: asset.assignmentCount,
  deviceAssignable: asset.deviceAssignable,
  revocable: asset.revocable,
  supportedPlatforms: asset.supportedPlatforms,
  vanishedAt: presentOptionalTime(asset.vanishedAt),
  countsReadAt: presentTime(asset.countsReadAt),
})

export const presentAssetDetail = (asset: AssetDetail): AssetDetailView => ({
  ...presentAsset(asset),
  description: asset.description,
  genres: asset.genres,
  deviceFamilies: asset.deviceFamilies,
  minimumOsVersion: asset.minimumOsVersion,
  latestVersion: asset.latestVersion,
  sizeBytes: asset.sizeBytes === null ? null : Number(asset.sizeBytes),
  priceFormatted: asset.priceFormatted,
  releasedOn: asset.releasedOn,
  storeUrl: asset.storeUrl,
  isCustomApp: asset.isCustomApp,
  storefront: asset.storefront,
  missingInStoreSince: presentOptionalTime(asset.missingInStoreSince),
})
