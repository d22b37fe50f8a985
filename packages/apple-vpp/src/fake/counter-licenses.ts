import { unlimitedCount } from '@pomona/domain'
import type { AssetKey } from '../vpp-client.ts'
import type { WireAsset, WireAssignment, WireUser } from '../wire/licenses.ts'
import { buildAsset } from './build-location.ts'
import type { CounterInside } from './counter.ts'
import { give, renewVersions, takeBack } from './holdings.ts'
import {
  assignedCount,
  availableCount,
  keyOf,
  toWireAsset,
  toWireAssignment,
  type AssetState,
  type LocationState,
  type Target,
} from './location-state.ts'
import { countChanged, foreignAssignments } from './notifications/build-notifications.ts'
import { findAssignments } from './pages/assignments-page.ts'
import { usersPage } from './pages/users-page.ts'
import { FakeAppleProblem } from './problem.ts'
import { Query } from './query.ts'

/** One license on one target, as whoever acts behind the counter names it. */
export type Holding = AssetKey & Target

/** What can be changed of an asset behind everybody's back. `availableCount` moves the total. */
export type AssetEdit = Partial<
  Pick<AssetState, 'totalCount' | 'retiredCount' | 'deviceAssignable' | 'revocable' | 'supportedPlatforms'>
> & { availableCount?: number | undefined }

/** What somebody else gives and takes back; with `isSilent` no notification tells of it. */
export type AssociationsEdit = { associate?: Holding[]; disassociate?: Holding[]; isSilent?: boolean | undefined }

/** What happens to licenses without an MDM's request. */
export type LicenseCounter = {
  /** Buys licenses, or gives some back when `count` is negative; licenses that are held cannot be given back. */
  purchase(uId: string, asset: AssetKey, count: number): WireAsset
  /** Apple takes licenses back: those that are free, and with `takeHeld` also those of the latest holders. */
  refund(uId: string, asset: AssetKey, count: number, options?: { takeHeld?: boolean | undefined }): WireAsset
  /** Moves licenses that nobody holds to another location. */
  transfer(fromUId: string, toUId: string, asset: AssetKey, count: number): void
  /** Nobody is told. */
  editAsset(uId: string, asset: AssetKey, edit: AssetEdit): WireAsset
  /** The location no longer owns it, whoever held it. Nobody is told. */
  removeAsset(uId: string, asset: AssetKey): void
  /** What another MDM, or Apple's portal, gives and takes back. */
  editAssociations(uId: string, edit: AssociationsEdit): void
  assetsOf(uId: string): WireAsset[]
  /** Those that Apple's filters let through, or a part of them. */
  associationsOf(uId: string, filter?: Record<string, string>, range?: { from: number; to: number }): WireAssignment[]
  usersOf(uId: string): WireUser[]
}

export function createLicenseCounter({
  newId,
  catalogItem,
  locationOf,
  outbox,
  changed,
}: CounterInside): LicenseCounter {
  const close = (location: LocationState): void => {
    renewVersions(location, newId)
    changed()
  }

  const ownedBy = (location: LocationState, key: AssetKey): AssetState => {
    const asset = location.assets.get(keyOf(key))
    if (!asset) {
      throw new FakeAppleProblem('not_found', `The location does not own ${key.adamId} (${key.pricingParam}).`)
    }
    return asset
  }

  const addLicenses = (location: LocationState, key: AssetKey, count: number): WireAsset => {
    const known = catalogItem(key.adamId)
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
    outbox.send(location, [countChanged(asset, count)])
    close(location)
    return toWireAsset(asset)
  }

  /** Takes the license from whoever got it last, users before devices. */
  const takeFromHolders = (location: LocationState, asset: AssetState, count: number): void => {
    const taken: WireAssignment[] = []
    for (let left = count; left > 0; left -= 1) {
      const targetType = asset.users.size > 0 ? 'user' : 'device'
      const holders = targetType === 'user' ? asset.users : asset.devices
      const [target] = holders.slice(holders.size - 1, holders.size)
      if (target === undefined) break
      takeBack(location, asset, { targetType, target })
      taken.push(toWireAssignment(asset, { targetType, target }))
    }
    outbox.send(location, foreignAssignments('DISASSOCIATE', taken))
  }

  return {
    purchase: (uId, key, count) => addLicenses(locationOf(uId), key, count),
    refund(uId, key, count, { takeHeld = false } = {}) {
      const location = locationOf(uId)
      const asset = ownedBy(location, key)
      if (takeHeld && count <= asset.totalCount - asset.retiredCount) {
        takeFromHolders(location, asset, count - availableCount(asset))
      }
      return addLicenses(location, key, -count)
    },
    transfer(fromUId, toUId, key, count) {
      const [from, to] = [locationOf(fromUId), locationOf(toUId)]
      addLicenses(from, key, -count)
      // It stays what it is: an asset that is no device's at one location is none's at the other.
      const { devices: _d, users: _u, generatedIndex: _g, ...asset } = ownedBy(from, key)
      if (!to.assets.has(keyOf(key)))
        to.assets.set(keyOf(key), buildAsset({ ...asset, retiredCount: 0, totalCount: 0 }))
      addLicenses(to, key, count)
    },
    editAsset(uId, key, { availableCount: available, ...edit }) {
      const location = locationOf(uId)
      const asset = ownedBy(location, key)
      const edited: AssetState = { ...asset, ...edit }
      if (available !== undefined) edited.totalCount = available + edited.retiredCount + assignedCount(asset)
      if (edited.totalCount > unlimitedCount || availableCount(edited) < 0) {
        const held = `${assignedCount(asset)} are held and ${edited.retiredCount} are retired`
        throw new FakeAppleProblem('conflict', `The counts do not add up: ${held}.`)
      }
      location.assets.set(keyOf(key), edited)
      location.versions.assets.note()
      close(location)
      return toWireAsset(edited)
    },
    removeAsset(uId, key) {
      const location = locationOf(uId)
      const asset = ownedBy(location, key)
      location.assets.delete(keyOf(key))
      location.versions.assets.note()
      if (assignedCount(asset) > 0) location.versions.assignments.note()
      close(location)
    },
    editAssociations(uId, { associate = [], disassociate = [], isSilent = false }) {
      const location = locationOf(uId)
      // Nothing is done when some of it cannot be.
      for (const holding of [...associate, ...disassociate]) ownedBy(location, holding)
      const taken = disassociate.filter((holding) => takeBack(location, ownedBy(location, holding), holding))
      const given = associate.filter((holding) => {
        const asset = ownedBy(location, holding)
        return availableCount(asset) > 0 && give(location, asset, holding)
      })
      if (!isSilent) {
        const told = (holdings: Holding[]) => holdings.map((holding) => toWireAssignment(holding, holding))
        outbox.send(location, foreignAssignments('DISASSOCIATE', told(taken)))
        outbox.send(location, foreignAssignments('ASSOCIATE', told(given)))
      }
      close(location)
    },
    assetsOf: (uId) => [...locationOf(uId).assets.values()].map(toWireAsset),
    associationsOf: (uId, filter = {}, { from, to } = { from: 0, to: Number.MAX_SAFE_INTEGER }) =>
      findAssignments(locationOf(uId), new Query(new URLSearchParams(filter))).slice(from, to),
    usersOf: (uId) => usersPage(locationOf(uId), new Query(new URLSearchParams()), Number.MAX_SAFE_INTEGER).users,
  }
}
