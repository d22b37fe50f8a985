import { HolderList } from './holder-list.ts'
import { ChangeLog } from './change-log.ts'
import { keyOf, type AssetState, type LocationState, type TokenRecord } from './location-state.ts'
import { RecordCache } from './pages/record-cache.ts'
import type { AssetSeed, GenerateSeed, LocationSeed } from './seed.ts'
import { UserList, type UserRecord } from './user-list.ts'

export type Maker = {
  now: () => Date
  newId: () => string
  /** Counts up, for ids that are numbers. */
  nextNumber: () => number
}

const yearMs = 365 * 24 * 60 * 60 * 1000

export function buildLocation(seed: LocationSeed, maker: Maker): LocationState {
  const uId = seed.uId ?? `91${digits(maker.nextNumber(), 14)}`
  const orgName = seed.orgName ?? `ORG.${uId.slice(-10)}`
  const generated = seed.generate ? generate(seed.generate) : { assets: [], users: [] }
  const assets = [...(seed.assets ?? []).map(buildAsset), ...generated.assets]
  const users = [...(seed.users ?? []).map((user) => withInvitation(user, maker)), ...generated.users]
  const location: LocationState = {
    uId,
    locationName: seed.locationName,
    orgName,
    countryISO2ACode: (seed.countryISO2ACode ?? 'US').toUpperCase(),
    accountType: seed.accountType ?? 'business',
    managedDomains: seed.managedDomains?.map((domain) => domain.toLowerCase()),
    tokens: [],
    mdmInfo: seed.mdmInfo,
    subscription: { url: undefined, authToken: undefined, types: [] },
    outbox: [],
    assets: new Map(assets.map((asset) => [keyOf(asset), asset])),
    users: new UserList(users),
    versions: {
      assets: new ChangeLog(maker.newId()),
      assignments: new ChangeLog(maker.newId()),
      users: new ChangeLog(maker.newId()),
    },
    cache: new RecordCache(),
    events: new Map(),
    pendingEvents: [],
  }
  location.tokens.push(
    buildToken({
      orgName,
      secret: seed.tokenSecret ?? maker.newId(),
      expiresAt: seed.tokenExpiresAt ?? new Date(maker.now().getTime() + yearMs),
    }),
  )
  return location
}

export function newInviteCode(newId: () => string): string {
  return newId().replaceAll('-', '')
}

/** Whoever is Registered can accept, so there is an invitation. */
function withInvitation(user: UserRecord, { newId }: Maker): UserRecord {
  if (user.status !== 'Registered' || user.inviteCode !== undefined) return user
  return { ...user, inviteCode: newInviteCode(newId) }
}

/** Writes a token file as Apple does: JSON with line breaks, as base64. */
export function buildToken({
  orgName,
  secret,
  expiresAt,
}: {
  orgName: string
  secret: string
  expiresAt: Date
}): TokenRecord {
  const file = { token: Buffer.from(secret).toString('base64'), expDate: appleDate(expiresAt.getTime()), orgName }
  const text = Buffer.from(JSON.stringify(file, null, 4)).toString('base64')
  // What the file says has no milliseconds, so neither has the end.
  return { text, condition: 'valid', expiresAt: Math.floor(expiresAt.getTime() / 1000) * 1000 }
}

/** Apple's way to write a time: UTC, no milliseconds, the offset without a colon. */
export function appleDate(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, '+0000')
}

export function buildAsset(seed: AssetSeed): AssetState {
  const productType = seed.productType ?? 'App'
  const isBook = productType === 'Book'
  return {
    adamId: seed.adamId,
    pricingParam: seed.pricingParam ?? 'STDQ',
    productType,
    totalCount: seed.totalCount,
    retiredCount: seed.retiredCount ?? 0,
    // Books belong to people and stay with them.
    deviceAssignable: seed.deviceAssignable ?? !isBook,
    revocable: seed.revocable ?? !isBook,
    supportedPlatforms: seed.supportedPlatforms ?? (isBook ? ['iOS', 'macOS'] : ['iOS']),
    devices: new HolderList(seed.serialNumbers),
    users: new HolderList(seed.clientUserIds),
  }
}

const digits = (value: number, length: number) => String(value).padStart(length, '0')

/** Spreads associations evenly over assets: nine of ten on devices, the tenth on a user while there are some. */
function generate({ assets: assetCount, users: userCount, associations }: GenerateSeed) {
  const rounds = assetCount === 0 ? 0 : Math.ceil(associations / assetCount)
  const users = Array.from({ length: userCount }, (_, n): UserRecord => {
    const clientUserId = `gen-user-${digits(n, 6)}`
    return { clientUserId, email: `${clientUserId}@people.example`, status: 'Registered', inviteCode: digits(n, 32) }
  })
  // One text per target, however many assets it holds.
  const serials = Array.from({ length: rounds }, (_, n) => `GEN${digits(n, 8)}`)
  const assets = Array.from({ length: assetCount }, (_, index) => {
    const asset = buildAsset({ adamId: String(2_000_000_000 + index), totalCount: Math.ceil(rounds * 1.2) + 100 })
    const held = Math.floor(associations / assetCount) + (index < associations % assetCount ? 1 : 0)
    for (let n = 0; n < held; n += 1) {
      const user = n % 10 === 9 ? users[Math.floor(n / 10)] : undefined
      if (user) asset.users.add(user.clientUserId)
      else asset.devices.add(serials[n] ?? '')
    }
    return asset
  })
  return { assets, users }
}
