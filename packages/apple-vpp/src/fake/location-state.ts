import { unlimitedCount, type AccountType, type PricingParam, type ProductType } from '@pomona/domain'
import type { AssetKey, MdmInfo } from '../vpp-client.ts'
import type { WireAsset, WireAssignment } from '../wire/licenses.ts'
import type { ChangeLog } from './change-log.ts'
import type { EventState } from './events/event-state.ts'
import type { HolderList } from './holder-list.ts'
import type { OutboxItem, Subscription } from './notifications/notification.ts'
import type { RecordCache } from './pages/record-cache.ts'
import type { GenerateSeed } from './seed.ts'
import type { UserList } from './user-list.ts'

export const tokenConditions = ['valid', 'expired', 'revoked', 'readOnly'] as const
/** What has become of a token, beside its date. */
export type TokenCondition = (typeof tokenConditions)[number]

/** One token file. Several may open the same location. */
export type TokenRecord = { text: string; condition: TokenCondition; expiresAt: number }

/** What a location owns of one asset. `assigned` and `available` are not kept but counted, so they always add up. */
export type AssetState = {
  adamId: string
  pricingParam: PricingParam
  productType: ProductType
  totalCount: number
  retiredCount: number
  deviceAssignable: boolean
  revocable: boolean
  supportedPlatforms: string[]
  /** Which of the made-up assets it is. */
  generatedIndex?: number | undefined
  devices: HolderList
  users: HolderList
}

export type LocationState = {
  uId: string
  locationName: string
  orgName: string
  countryISO2ACode: string
  accountType: AccountType
  /** Where the organization's Managed Apple Accounts are; anywhere when left out. */
  managedDomains: string[] | undefined
  tokens: TokenRecord[]
  mdmInfo: MdmInfo | undefined
  subscription: Subscription
  /** Notifications that have not been delivered yet, oldest first. */
  outbox: OutboxItem[]
  /** What was made up for it. */
  generated: GenerateSeed | undefined
  /** By `keyOf`. */
  assets: Map<string, AssetState>
  users: UserList
  /** The state of each data set, renewed at every write to it. */
  versions: { assets: ChangeLog; assignments: ChangeLog; users: ChangeLog }
  cache: RecordCache
  /** By eventId, oldest first. */
  events: Map<string, EventState>
  /** Those that are not over. */
  pendingEvents: EventState[]
}

/** Who a license is tied to: a serial number or a clientUserId. */
export type Target = { targetType: 'device' | 'user'; target: string }

export function keyOf({ adamId, pricingParam }: AssetKey): string {
  return `${adamId}/${pricingParam}`
}

export function isUnlimited(asset: AssetState): boolean {
  return asset.totalCount === unlimitedCount
}

export function assignedCount(asset: AssetState): number {
  return asset.devices.size + asset.users.size
}

export function availableCount(asset: AssetState): number {
  return asset.totalCount - asset.retiredCount - assignedCount(asset)
}

export function toWireAsset(asset: AssetState): WireAsset {
  return {
    adamId: asset.adamId,
    pricingParam: asset.pricingParam,
    productType: asset.productType,
    assignedCount: assignedCount(asset),
    availableCount: availableCount(asset),
    retiredCount: asset.retiredCount,
    totalCount: asset.totalCount,
    deviceAssignable: asset.deviceAssignable,
    revocable: asset.revocable,
    supportedPlatforms: asset.supportedPlatforms,
  }
}

export function toWireAssignment({ adamId, pricingParam }: AssetKey, { targetType, target }: Target): WireAssignment {
  return { adamId, pricingParam, ...(targetType === 'device' ? { serialNumber: target } : { clientUserId: target }) }
}
