import { unlimitedCount, type AccountType, type PricingParam, type ProductType } from '@pomona/domain'
import type { AssetKey, MdmInfo } from '../vpp-client.ts'
import type { WireAsset, WireUser } from '../wire/licenses.ts'
import type { EventState } from './event-state.ts'
import type { HolderList } from './holder-list.ts'

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
  devices: HolderList
  users: HolderList
}

/** The state of each data set, renewed at every write to it. */
export type Versions = { assets: string; assignments: string; users: string }

export type LocationState = {
  uId: string
  locationName: string
  orgName: string
  countryISO2ACode: string
  accountType: AccountType
  tokens: TokenRecord[]
  mdmInfo: MdmInfo | undefined
  /** By `keyOf`. */
  assets: Map<string, AssetState>
  users: WireUser[]
  /** Registered and Associated ones by clientUserId: at most one each. */
  activeUsers: Map<string, WireUser>
  versions: Versions
  /** By eventId, oldest first. */
  events: Map<string, EventState>
  /** Those that are not over. */
  pendingEvents: EventState[]
  /** The next events take as long as this instead of the usual time. */
  eventDelay: { delayMs: number; times: number } | undefined
}

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

export function isActive(user: WireUser): boolean {
  return user.status === 'Registered' || user.status === 'Associated'
}
