import type { AssetKey } from '../vpp-client.ts'
import { wireClientConfigRequest, wireManageAssetsRequest } from '../wire/requests.ts'
import { keyOf, type LocationState } from './location-state.ts'
import { AppleRefusal } from './refusal.ts'
import type { EventWork } from './event-state.ts'

/** What the service allows at this moment; may be changed while it runs. */
export type FakeLimits = {
  maxAssets: number
  maxClientUserIds: number
  maxSerialNumbers: number
  maxRevokeClientUserIds: number
  maxRevokeSerialNumbers: number
  maxUsers: number
  maxNotificationLength: number
  maxMdmIdLength: number
  maxMdmNameLength: number
  maxMdmMetadataLength: number
}

export const appleLimits: FakeLimits = {
  maxAssets: 25,
  maxClientUserIds: 1000,
  maxSerialNumbers: 1000,
  maxRevokeClientUserIds: 100,
  maxRevokeSerialNumbers: 100,
  maxUsers: 100,
  maxNotificationLength: 512,
  maxMdmIdLength: 100,
  maxMdmNameLength: 100,
  maxMdmMetadataLength: 255,
}

/** Checks a request to associate or disassociate, in the order: what is missing, limits, duplicates, what the assets allow. */
export function checkManageAssets(
  location: LocationState,
  type: 'ASSOCIATE' | 'DISASSOCIATE',
  body: unknown,
  limits: FakeLimits,
): EventWork {
  const parsed = wireManageAssetsRequest.safeParse(body)
  if (!parsed.success) throw new AppleRefusal(9602)
  const { assets = [], clientUserIds = [], serialNumbers = [] } = parsed.data
  if (assets.length === 0) throw new AppleRefusal(9718)
  if (clientUserIds.length + serialNumbers.length === 0) throw new AppleRefusal(9719)

  const keys = new Set(assets.map(keyOf))
  const users = new Set(clientUserIds)
  const serials = new Set(serialNumbers)
  if (keys.size > limits.maxAssets) throw new AppleRefusal(9700)
  if (users.size > limits.maxClientUserIds) throw new AppleRefusal(9701)
  if (serials.size > limits.maxSerialNumbers) throw new AppleRefusal(9702)
  if (keys.size < assets.length) throw new AppleRefusal(9703)
  if (users.size < clientUserIds.length) throw new AppleRefusal(9704)
  if (serials.size < serialNumbers.length) throw new AppleRefusal(9705)

  const owned = (key: AssetKey) => location.assets.get(keyOf(key))
  const fixed = type === 'DISASSOCIATE' ? assets.filter((key) => owned(key)?.revocable === false) : []
  if (fixed.length > 0) throw new AppleRefusal(9706, { assets: fixed })
  const personal = serialNumbers.length > 0 ? assets.filter((key) => owned(key)?.deviceAssignable === false) : []
  if (personal.length > 0) throw new AppleRefusal(9707, { assets: personal })
  return { assets, clientUserIds, serialNumbers }
}

/** Takes over what a client sets; what it leaves out stays as it is. */
export function applyClientConfig(location: LocationState, body: unknown, limits: FakeLimits): void {
  const parsed = wireClientConfigRequest.safeParse(body)
  if (!parsed.success) throw new AppleRefusal(9602)
  const { mdmInfo, notificationUrl, notificationAuthToken } = parsed.data
  if (mdmInfo) {
    const { id = '', name = '', metadata = '' } = mdmInfo
    if (id === '' || name === '' || metadata === '') throw new AppleRefusal(9723)
    if (id.length > limits.maxMdmIdLength) throw new AppleRefusal(9724)
    if (name.length > limits.maxMdmNameLength) throw new AppleRefusal(9725)
    if (metadata.length > limits.maxMdmMetadataLength) throw new AppleRefusal(9713)
  }
  if ((notificationUrl === undefined) !== (notificationAuthToken === undefined)) throw new AppleRefusal(9710)
  if (notificationUrl !== undefined && notificationAuthToken !== undefined) {
    const longest = Math.max(notificationUrl.length, notificationAuthToken.length)
    if (longest > limits.maxNotificationLength) throw new AppleRefusal(9711)
    if (URL.parse(notificationUrl)?.protocol !== 'https:') throw new AppleRefusal(9712)
    // No notification leaves this Apple: to say that it could not be delivered is true, to accept the address would not be.
    throw new AppleRefusal(9728)
  }
  if (mdmInfo) {
    const { id = '', name = '', metadata = '' } = mdmInfo
    location.mdmInfo = { id, name, metadata }
  }
}
