import type { TitleView } from '@pomona/contracts'
import type { TitleSummary } from '@pomona/db'
import { iconUrl } from '../../http/icon-url.ts'

export const presentTitle = (title: TitleSummary): TitleView => ({
  adamId: title.adamId,
  pricingParam: title.pricingParam,
  productType: title.productType,
  name: title.name,
  publisher: title.publisher,
  iconUrl: title.iconAssetId === null ? null : iconUrl(title.iconAssetId, title.iconVersion),
  tokenCount: title.tokenCount,
  totalCount: title.totalCount,
  assignedCount: title.assignedCount,
  availableCount: title.availableCount,
  retiredCount: title.retiredCount,
  isUnlimited: title.isUnlimited,
  waitingCount: title.waitingCount,
})
