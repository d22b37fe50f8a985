import { generatedAssets, generatedUsers } from './generated.ts'
import { HolderList } from './holder-list.ts'
import { ChangeLog } from './change-log.ts'
import { keyOf, type AssetState, type LocationState, type TokenRecord } from './location-state.ts'
import { RecordCache } from './pages/record-cache.ts'
import type { AssetSeed, LocationSeed } from './seed.ts'
import { UserList, type UserRecord } from './user-list.ts'

export type Maker = {
  now: () => Date
  newId: () => string
  /** Counts up, for ids that are numbers. */
  nextNumber: () => number
}

const yearMs = 365 * 24 * 60 * 60 * 1000

export function buildLocation(seed: LocationSeed, maker: Maker): LocationState {
  const uId = seed.uId ?? `91${String(maker.nextNumber()).padStart(14, '0')}`
  const orgName = seed.orgName ?? `ORG.${uId.slice(-10)}`
  const { generate } = seed
  const madeUp = generate ? generatedAssets(generate, (adamId, totalCount) => buildAsset({ adamId, totalCount })) : []
  const assets = [...(seed.assets ?? []).map(buildAsset), ...madeUp]
  const users = (seed.users ?? []).map((user) => withInvitation(user, maker))
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
    generated: generate,
    users: new UserList(users, generate && generatedUsers(generate, uId)),
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
