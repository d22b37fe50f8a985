import { unlimitedCount } from '@pomona/domain'
import type { AssetKey, MdmInfo } from '../vpp-client.ts'
import type { WireAsset, WireAssignment, WireUser } from '../wire/licenses.ts'
import { buildAsset, buildToken } from './build-location.ts'
import type { CatalogItem } from './catalog-item.ts'
import { renewVersions } from './holdings.ts'
import {
  availableCount,
  keyOf,
  toWireAsset,
  type LocationState,
  type TokenCondition,
  type TokenRecord,
} from './location-state.ts'
import { assignmentsPage } from './pages/assignments-page.ts'
import { usersPage } from './pages/users-page.ts'
import { FakeAppleProblem } from './problem.ts'
import { Query } from './query.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000

/** What an administrator at Apple, another MDM or a test does behind the counter. */
export type Counter = {
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
  usersOf(uId: string): WireUser[]
}

export type CounterInside = {
  now: () => Date
  newId: () => string
  catalogItem: (adamId: string) => CatalogItem | undefined
  locationOf: (uId: string) => LocationState
  findToken: (text: string) => { token: TokenRecord } | undefined
  changed: () => void
}

export function createCounter(inside: CounterInside): Counter {
  const { now, newId, locationOf, changed } = inside

  const addLicenses = (location: LocationState, key: AssetKey, count: number): WireAsset => {
    const known = inside.catalogItem(key.adamId)
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
    location.versions.assets.note()
    renewVersions(location, newId)
    changed()
    return toWireAsset(asset)
  }

  return {
    addToken(uId, { secret = newId(), expiresAt = new Date(now().getTime() + yearMs) } = {}) {
      const location = locationOf(uId)
      const token = buildToken({ orgName: location.orgName, secret, expiresAt })
      location.tokens.push(token)
      changed()
      return token.text
    },
    setTokenState(tokenFile, condition) {
      const found = inside.findToken(tokenFile.trim())
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
    usersOf: (uId) => usersPage(locationOf(uId), new Query(new URLSearchParams()), Number.MAX_SAFE_INTEGER).users,
  }
}
