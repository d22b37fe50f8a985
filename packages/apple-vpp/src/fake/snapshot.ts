import type { CatalogItem } from './catalog-item.ts'
import type { EventState } from './event-state.ts'
import { indexActive } from './build-location.ts'
import { HolderList } from './holder-list.ts'
import { keyOf, type AssetState, type LocationState } from './location-state.ts'

type AssetSnapshot = Omit<AssetState, 'devices' | 'users'> & { devices: string[]; users: string[] }
type LocationSnapshot = Omit<LocationState, 'assets' | 'activeUsers' | 'events' | 'pendingEvents'> & {
  assets: AssetSnapshot[]
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
    locations: [...state.locations.values()].map(
      ({ activeUsers: _a, pendingEvents: _p, assets, events, ...location }) => ({
        ...location,
        assets: [...assets.values()].map((asset) => ({
          ...asset,
          devices: asset.devices.toArray(),
          users: asset.users.toArray(),
        })),
        events: [...events.values()],
      }),
    ),
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

function restoreLocation({ assets, events, ...location }: LocationSnapshot): LocationState {
  return {
    ...location,
    // JSON leaves out what is undefined.
    mdmInfo: location.mdmInfo,
    eventDelay: location.eventDelay,
    assets: new Map(
      assets.map((asset) => [
        keyOf(asset),
        { ...asset, devices: new HolderList(asset.devices), users: new HolderList(asset.users) },
      ]),
    ),
    activeUsers: indexActive(location.users),
    events: new Map(events.map((event) => [event.eventId, event])),
    pendingEvents: events.filter(({ work }) => work !== undefined),
  }
}
