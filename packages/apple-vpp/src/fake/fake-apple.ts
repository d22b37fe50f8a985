import { randomUUID } from 'node:crypto'
import { unlimitedCount } from '@pomona/domain'
import type { AssetKey, MdmInfo } from '../vpp-client.ts'
import type { WireAsset, WireAssignment } from '../wire/licenses.ts'
import { buildAsset, buildLocation, buildToken, type Maker } from './build-location.ts'
import type { CatalogItem } from './catalog-item.ts'
import { assignmentsPage } from './data-sets.ts'
import { settleEvents } from './event-state.ts'
import { createFakeService, type FakeService } from './fake-service.ts'
import { availableCount, keyOf, toWireAsset, type LocationState, type TokenCondition } from './location-state.ts'
import { placeholderItem } from './placeholder-item.ts'
import { Query } from './query.ts'
import type { AppleSeed, LocationSeed } from './seed.ts'
import { restoreSnapshot, takeSnapshot, type AppleSnapshot, type AppleState } from './snapshot.ts'
import { appleLimits, type FakeLimits } from './writes.ts'

export type FakeAppleOptions = {
  /** What there is at the start, given the time of the start. */
  seed?: (startedAt: Date) => AppleSeed
  /** Goes on from here instead. */
  snapshot?: AppleSnapshot | undefined
  now?: () => Date
  newId?: () => string
  pageSize?: number
  eventDelayMs?: number
  /** Is told after every change, so that the state can be kept. */
  onChange?: () => void
}

/** A location as it shows itself to whoever runs this Apple. `tokenFile` is the text to upload. */
export type LocationView = {
  uId: string
  locationName: string
  orgName: string
  countryISO2ACode: string
  accountType: string
  tokenFile: string
  tokens: { tokenFile: string; state: TokenCondition; expiresAt: string }[]
  mdmInfo: MdmInfo | undefined
  assetCount: number
}

/** Something that whoever runs this Apple asked for and cannot have. */
export class FakeAppleProblem extends Error {
  readonly kind: 'not_found' | 'conflict'
  constructor(kind: 'not_found' | 'conflict', message: string) {
    super(message)
    this.kind = kind
  }
}

/** An Apple in memory: the service's endpoints, and beside them what an administrator at Apple or a test does behind the counter. */
export type FakeApple = {
  service: FakeService
  /** May be changed while it runs. */
  settings: { pageSize: number; eventDelayMs: number; limits: FakeLimits }
  /** Starts over, from the given seed or from its own. */
  reset(seed?: AppleSeed): void
  locations(): LocationView[]
  location(uId: string): LocationView
  addLocation(seed: LocationSeed): LocationView
  addToCatalog(items: CatalogItem[]): void
  catalogItem(adamId: string): CatalogItem | undefined
  /** The location that a token opens, in whatever state the token is. */
  findLocation(tokenFile: string): string | undefined
  /** Another token file for the same location. */
  addToken(uId: string, token?: { secret?: string; expiresAt?: Date }): string
  setTokenState(tokenFile: string, state: TokenCondition): void
  /** Buys licenses, or gives some back when `count` is negative; licenses that are held cannot be given back. */
  purchase(uId: string, asset: AssetKey, count: number): WireAsset
  /** Moves licenses that nobody holds to another location. */
  transfer(fromUId: string, toUId: string, asset: AssetKey, count: number): void
  /** What another MDM, or none, has written into the location. */
  setMdmInfo(uId: string, mdmInfo: MdmInfo | undefined): void
  setCountry(uId: string, countryISO2ACode: string): void
  /** The next `times` events of the location take this long. */
  delayEvents(uId: string, delay: { delayMs: number; times: number }): void
  assetsOf(uId: string): WireAsset[]
  associationsOf(uId: string): WireAssignment[]
  snapshot(): AppleSnapshot
}

export function createFakeApple(options: FakeAppleOptions = {}): FakeApple {
  const { now = () => new Date(), newId = randomUUID, seed = () => ({ catalog: [], locations: [] }) } = options
  const settings = {
    pageSize: options.pageSize ?? 549,
    eventDelayMs: options.eventDelayMs ?? 400,
    limits: { ...appleLimits },
  }
  const changed = () => options.onChange?.()
  let state: AppleState = options.snapshot
    ? restoreSnapshot(options.snapshot)
    : { startedAt: now(), lastNumber: 0, catalog: new Map(), locations: new Map() }
  const maker: Maker = { now, newId, nextNumber: () => (state.lastNumber += 1) }

  const settle = (location: LocationState): void => {
    if (location.pendingEvents.length > 0 && settleEvents(location, now().getTime(), newId)) changed()
  }

  const locationOf = (uId: string): LocationState => {
    const location = state.locations.get(uId)
    if (!location) throw new FakeAppleProblem('not_found', `There is no location ${uId}.`)
    settle(location)
    return location
  }

  const findToken = (text: string) => {
    for (const location of state.locations.values()) {
      const token = location.tokens.find((each) => each.text === text)
      if (token) return { location, token }
    }
    return undefined
  }

  const addLocation = (locationSeed: LocationSeed): LocationState => {
    const location = buildLocation(locationSeed, maker)
    if (state.locations.has(location.uId)) {
      throw new FakeAppleProblem('conflict', `There is a location ${location.uId} already.`)
    }
    state.locations.set(location.uId, location)
    for (const asset of locationSeed.assets ?? []) describe(asset)
    for (const { adamId } of location.assets.values()) describe({ adamId })
    changed()
    return location
  }

  /** Everything that is owned has a page in the store. */
  const describe = (asset: { adamId: string; name?: string | undefined; productType?: string | undefined }): void => {
    if (!state.catalog.has(asset.adamId)) state.catalog.set(asset.adamId, placeholderItem(asset))
  }

  const start = (from: AppleSeed): void => {
    for (const item of from.catalog) state.catalog.set(item.adamId, item)
    for (const each of from.locations) addLocation(each)
  }
  if (!options.snapshot) start(seed(state.startedAt))

  const addLicenses = (location: LocationState, key: AssetKey, count: number): WireAsset => {
    const known = state.catalog.get(key.adamId)
    const productType = known?.kind === 'ebook' ? 'Book' : 'App'
    const asset = location.assets.get(keyOf(key)) ?? buildAsset({ ...key, productType, totalCount: 0 })
    const isOwned = location.assets.has(keyOf(key))
    if (!isOwned && (!known || count <= 0)) {
      throw new FakeAppleProblem('not_found', `No store sells ${key.adamId} (${key.pricingParam}).`)
    }
    if (asset.totalCount + count > unlimitedCount || availableCount(asset) + count < 0) {
      throw new FakeAppleProblem('conflict', `${availableCount(asset)} licenses of ${key.adamId} are free.`)
    }
    asset.totalCount += count
    location.assets.set(keyOf(key), asset)
    location.versions.assets = newId()
    changed()
    return toWireAsset(asset)
  }

  return {
    service: createFakeService({ now, newId, settings, catalog: () => state.catalog, findToken, settle, changed }),
    settings,
    reset(from) {
      const { startedAt } = state
      state = { startedAt, lastNumber: 0, catalog: new Map(), locations: new Map() }
      start(from ?? seed(startedAt))
      changed()
    },
    locations: () => [...state.locations.values()].map(toView),
    location: (uId) => toView(locationOf(uId)),
    addLocation: (locationSeed) => toView(addLocation(locationSeed)),
    addToCatalog(items) {
      for (const item of items) state.catalog.set(item.adamId, item)
      changed()
    },
    catalogItem: (adamId) => state.catalog.get(adamId),
    findLocation: (tokenFile) => findToken(tokenFile)?.location.uId,
    addToken(uId, { secret = newId(), expiresAt } = {}) {
      const location = locationOf(uId)
      const fallback = new Date(now().getTime() + 365 * 24 * 60 * 60 * 1000)
      const token = buildToken({ orgName: location.orgName, secret, expiresAt: expiresAt ?? fallback })
      location.tokens.push(token)
      changed()
      return token.text
    },
    setTokenState(tokenFile, condition) {
      const found = findToken(tokenFile.trim())
      if (!found) throw new FakeAppleProblem('not_found', 'No location has this token.')
      found.token.condition = condition
      changed()
    },
    purchase: (uId, key, count) => addLicenses(locationOf(uId), key, count),
    transfer(fromUId, toUId, key, count) {
      const to = locationOf(toUId)
      addLicenses(locationOf(fromUId), key, -count)
      addLicenses(to, key, count)
    },
    setMdmInfo(uId, mdmInfo) {
      locationOf(uId).mdmInfo = mdmInfo
      changed()
    },
    setCountry(uId, country) {
      locationOf(uId).countryISO2ACode = country.toUpperCase()
      changed()
    },
    delayEvents(uId, delay) {
      locationOf(uId).eventDelay = delay
      changed()
    },
    assetsOf: (uId) => [...locationOf(uId).assets.values()].map(toWireAsset),
    associationsOf: (uId) =>
      assignmentsPage(locationOf(uId), new Query(new URLSearchParams()), Number.MAX_SAFE_INTEGER).assignments,
    snapshot: () => takeSnapshot(state),
  }
}

function toView(location: LocationState): LocationView {
  const { uId, locationName, orgName, countryISO2ACode, accountType, mdmInfo } = location
  return {
    uId,
    locationName,
    orgName,
    countryISO2ACode,
    accountType,
    // The newest is the one to upload.
    tokenFile: location.tokens.at(-1)?.text ?? '',
    tokens: location.tokens.map(({ text, condition, expiresAt }) => ({
      tokenFile: text,
      state: condition,
      expiresAt: new Date(expiresAt).toISOString(),
    })),
    mdmInfo,
    assetCount: location.assets.size,
  }
}
