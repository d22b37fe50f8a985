import type { CatalogItem } from './catalog-item.ts'
import { ChangeLog, type ChangeLogSnapshot } from './change-log.ts'
import type { EventState } from './events/event-state.ts'
import { generatedDevices, generatedHolders, generatedUsers } from './generated.ts'
import { HolderList, type HolderSnapshot } from './holder-list.ts'
import { keyOf, type AssetState, type LocationState } from './location-state.ts'
import type { OutboxItem, Subscription } from './notifications/notification.ts'
import { RecordCache } from './pages/record-cache.ts'
import type { GenerateSeed } from './seed.ts'
import { UserList, type UserRecord } from './user-list.ts'

type AssetSnapshot = Omit<AssetState, 'devices' | 'users'> & { devices: HolderSnapshot; users: HolderSnapshot }
type Computed = 'assets' | 'users' | 'versions' | 'cache' | 'events' | 'pendingEvents'
type LocationSnapshot = Omit<LocationState, Computed | 'subscription' | 'outbox'> & {
  subscription?: Subscription
  outbox?: OutboxItem[]
  assets: AssetSnapshot[]
  users: UserRecord[]
  /** Made-up users that are no longer as they were made up. */
  changedUsers?: [place: number, record: UserRecord][]
  /** A version alone says nothing of what was before it. */
  versions: Record<keyof LocationState['versions'], string | ChangeLogSnapshot>
  events: EventState[]
}

/** All of an Apple as plain JSON. */
export type AppleSnapshot = {
  format: 1
  startedAt: string
  lastNumber: number
  catalog: CatalogItem[]
  locations: LocationSnapshot[]
}

export type AppleState = {
  startedAt: Date
  lastNumber: number
  /** By adamId: what the stores sell. */
  catalog: Map<string, CatalogItem>
  /** By uId. */
  locations: Map<string, LocationState>
}

export function takeSnapshot(state: AppleState): AppleSnapshot {
  return {
    format: 1,
    startedAt: state.startedAt.toISOString(),
    lastNumber: state.lastNumber,
    catalog: [...state.catalog.values()],
    locations: [...state.locations.values()].map(takeLocation),
  }
}

function takeLocation({ cache: _c, pendingEvents: _p, ...location }: LocationState): LocationSnapshot {
  const { assets, users, versions, events } = location
  return {
    ...location,
    assets: [...assets.values()].map((asset) => ({
      ...asset,
      devices: asset.devices.snapshot(),
      users: asset.users.snapshot(),
    })),
    users: users.changes().added,
    changedUsers: users.changes().changed,
    versions: {
      assets: versions.assets.snapshot(),
      assignments: versions.assignments.snapshot(),
      users: versions.users.snapshot(),
    },
    events: [...events.values()],
  }
}

export function restoreSnapshot(snapshot: AppleSnapshot): AppleState {
  return {
    startedAt: new Date(snapshot.startedAt),
    lastNumber: snapshot.lastNumber,
    catalog: new Map(snapshot.catalog.map((item) => [item.adamId, item])),
    locations: new Map(snapshot.locations.map((location) => [location.uId, restoreLocation(location)])),
  }
}

function restoreLocation({ assets, users, changedUsers, versions, ...location }: LocationSnapshot): LocationState {
  const { generated } = location
  const events = location.events.map(restoreEvent)
  return {
    ...location,
    // JSON leaves out what is undefined.
    mdmInfo: location.mdmInfo,
    managedDomains: location.managedDomains,
    subscription: { url: undefined, authToken: undefined, types: [], ...location.subscription },
    outbox: location.outbox ?? [],
    generated,
    assets: new Map(assets.map((asset) => [keyOf(asset), restoreAsset(asset, generated)])),
    users: new UserList(users, generated && generatedUsers(generated, location.uId), changedUsers),
    versions: {
      assets: new ChangeLog(versions.assets),
      assignments: new ChangeLog(versions.assignments),
      users: new ChangeLog(versions.users),
    },
    cache: new RecordCache(),
    events: new Map(events.map((event) => [event.eventId, event])),
    pendingEvents: events.filter(({ work }) => work !== undefined),
  }
}

function restoreAsset(asset: AssetSnapshot, generated: GenerateSeed | undefined): AssetState {
  const index = asset.generatedIndex
  const isMadeUp = generated !== undefined && index !== undefined
  return {
    ...asset,
    devices: new HolderList(asset.devices, isMadeUp ? generatedDevices(generated, index) : undefined),
    users: new HolderList(asset.users, isMadeUp ? generatedHolders(generated, index) : undefined),
  }
}

/** Troubles survive nothing. A state from before users could be written has events without them. */
function restoreEvent({ work, trouble: _t, ...event }: EventState): EventState {
  const none = { assets: [], clientUserIds: [], serialNumbers: [], users: [] }
  return { ...event, work: work && { ...none, ...work } }
}
