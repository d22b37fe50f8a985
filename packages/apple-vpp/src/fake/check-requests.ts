import type { z } from 'zod'
import type { AssetKey } from '../vpp-client.ts'
import { wireManageAssetsRequest, wireManageUsersRequest, wireRevokeAssetsRequest } from '../wire/requests.ts'
import type { EventWork } from './events/event-state.ts'
import type { FakeLimits } from './limits.ts'
import { keyOf, type LocationState } from './location-state.ts'
import { AppleRefusal } from './refusal.ts'

const nothing: EventWork = { assets: [], clientUserIds: [], serialNumbers: [], users: [] }

/** Checks a request to associate or disassociate, in the order: what is missing, limits, duplicates, what the assets allow. */
export function checkManageAssets(
  location: LocationState,
  type: 'ASSOCIATE' | 'DISASSOCIATE',
  body: unknown,
  limits: FakeLimits,
): EventWork {
  const { assets = [], clientUserIds = [], serialNumbers = [] } = parse(wireManageAssetsRequest, body)
  if (assets.length === 0) throw new AppleRefusal(9718)
  if (clientUserIds.length + serialNumbers.length === 0) throw new AppleRefusal(9719)

  const keys = assets.map(keyOf)
  checkCount(keys, limits.maxAssets, 9700)
  checkCount(clientUserIds, limits.maxClientUserIds, 9701)
  checkCount(serialNumbers, limits.maxSerialNumbers, 9702)
  checkUnique(keys, 9703)
  checkUnique(clientUserIds, 9704)
  checkUnique(serialNumbers, 9705)

  const owned = (key: AssetKey) => location.assets.get(keyOf(key))
  const fixed = type === 'DISASSOCIATE' ? assets.filter((key) => owned(key)?.revocable === false) : []
  if (fixed.length > 0) throw new AppleRefusal(9706, { assets: fixed })
  const personal = serialNumbers.length > 0 ? assets.filter((key) => owned(key)?.deviceAssignable === false) : []
  if (personal.length > 0) throw new AppleRefusal(9707, { assets: personal })
  return { ...nothing, assets, clientUserIds, serialNumbers }
}

/** Checks a request to revoke. */
export function checkRevoke(body: unknown, limits: FakeLimits): EventWork {
  const { clientUserIds = [], serialNumbers = [] } = parse(wireRevokeAssetsRequest, body)
  if (clientUserIds.length + serialNumbers.length === 0) throw new AppleRefusal(9719)
  checkCount(clientUserIds, limits.maxRevokeClientUserIds, 9701)
  checkCount(serialNumbers, limits.maxRevokeSerialNumbers, 9702)
  checkUnique(clientUserIds, 9704)
  checkUnique(serialNumbers, 9705)
  return { ...nothing, clientUserIds, serialNumbers }
}

/** Checks a request to create, update or retire users. */
export function checkManageUsers(body: unknown, limits: FakeLimits): EventWork {
  const { users = [] } = parse(wireManageUsersRequest, body)
  if (users.length === 0) throw new AppleRefusal(9720)
  const ids = users.map(({ clientUserId }) => clientUserId)
  checkCount(ids, limits.maxUsers, 9714)
  checkUnique(ids, 9715)
  const malformed = users.filter(({ email }) => email !== undefined && !isEmail(email))
  if (malformed.length > 0) {
    throw new AppleRefusal(9717, { clientUserIds: malformed.map(({ clientUserId }) => clientUserId) })
  }
  return { ...nothing, users }
}

export function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new AppleRefusal(9602)
  return parsed.data
}

function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:".]+(?:\.[^\s@<>()[\],;:".]+)+$/u.test(text)
}

/** Limits are about different ones: whoever is named twice is a duplicate and not too many. */
function checkCount(values: string[], most: number, errorNumber: number): void {
  if (new Set(values).size > most) throw new AppleRefusal(errorNumber)
}

function checkUnique(values: string[], errorNumber: number): void {
  if (new Set(values).size < values.length) throw new AppleRefusal(errorNumber)
}
