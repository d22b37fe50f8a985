import { randomUUID } from 'node:crypto'
import { buildLocation, newInviteCode, type Maker } from './build-location.ts'
import type { CatalogEdit, CatalogItem } from './catalog-item.ts'
import { createCounter, type Counter } from './counter.ts'
import { nextTaskAt, settleEvents, type SettleDeps } from './events/settle-events.ts'
import { createFaultBox, type FaultBox } from './faults/fault-box.ts'
import { createFakeService, type FakeService } from './fake-service.ts'
import { isGenerated } from './generated.ts'
import { createInvitations, type Invitations } from './invitations.ts'
import type { LocationState } from './location-state.ts'
import { toLocationView, type LocationView } from './location-view.ts'
import { isManagedBy } from './managed-accounts.ts'
import { notificationsOf, userAssociated } from './notifications/build-notifications.ts'
import type { Deliver, DeliveryRecord } from './notifications/notification.ts'
import { createOutbox } from './notifications/outbox.ts'
import { placeholderItem } from './placeholder-item.ts'
import { FakeAppleProblem } from './problem.ts'
import type { AppleSeed, LocationSeed } from './seed.ts'
import { makeSettings, type FakeSettings } from './settings.ts'
import { restoreSnapshot, takeSnapshot, type AppleSnapshot, type AppleState } from './snapshot.ts'

export type FakeAppleOptions = Partial<FakeSettings> & {
  /** What there is at the start, given the time of the start. */
  seed?: (startedAt: Date) => AppleSeed
  /** Goes on from here instead. */
  snapshot?: AppleSnapshot | undefined
  now?: () => Date
  newId?: () => string
  /** From 0 up to 1. */
  random?: () => number
  /** How notifications leave; without it every address for them is unreachable. */
  deliver?: Deliver | undefined
  /** Is told after every change, so that the state can be kept. */
  onChange?: () => void
}

/** An Apple in memory: the service's endpoints, and beside them what an administrator at Apple or a test does behind the counter. */
export type FakeApple = Counter &
  Invitations & {
    service: FakeService
    /** May be changed while it runs. */
    settings: FakeSettings
    /** What goes wrong; `clearFaults` also lets go on what is stuck. */
    faults: FaultBox
    clearFaults(which?: Parameters<FaultBox['clear']>[0]): void
    /** Starts over, from the given seed or from its own, without faults and with the settings of its start. */
    reset(seed?: AppleSeed): void
    locations(): LocationView[]
    location(uId: string): LocationView
    addLocation(seed: LocationSeed): LocationView
    addToCatalog(items: CatalogItem[]): void
    /** What is left out stays as it is; an app that nobody sells yet is sold from then on. */
    editCatalog(adamId: string, edit: CatalogEdit): CatalogItem
    catalogItem(adamId: string): CatalogItem | undefined
    /** The location that a token opens, in whatever state the token is. */
    findLocation(tokenFile: string): string | undefined
    /** Does all that is due by now: events that end, notifications that leave. It is over when they are delivered or have failed. */
    work(): Promise<void>
    /** When there is something to do next without anybody asking. */
    nextWorkAt(): number | undefined
    /** What became of the latest notifications, latest first. */
    deliveries(): DeliveryRecord[]
    snapshot(): AppleSnapshot
  }

export function createFakeApple(options: FakeAppleOptions = {}): FakeApple {
  const { now = () => new Date(), newId = randomUUID, seed = () => ({ catalog: [], locations: [] }) } = options
  const { random = Math.random } = options
  const settings = makeSettings(options)
  const faults = createFaultBox({ now, newId, random })
  const changed = () => options.onChange?.()
  let state: AppleState = options.snapshot
    ? restoreSnapshot(options.snapshot)
    : { startedAt: now(), lastNumber: 0, catalog: new Map(), locations: new Map() }
  const maker: Maker = { now, newId, nextNumber: () => (state.lastNumber += 1) }
  const catalogItem = (adamId: string): CatalogItem | undefined => {
    const isMadeUp = () => state.locations.values().some(({ generated }) => isGenerated(generated, adamId))
    return state.catalog.get(adamId) ?? (isMadeUp() ? placeholderItem({ adamId }) : undefined)
  }
  const outbox = createOutbox({ now, newId, deliver: options.deliver, settings, faults, changed })

  const settleDeps: SettleDeps = {
    newId,
    random,
    newInviteCode: () => newInviteCode(newId),
    isManagedBy: (location, managedAppleId) => isManagedBy(location, managedAppleId, state.locations.values()),
    onOutcomes: (location, { type, eventId }, outcomes) => {
      // Most locations have nobody who listens.
      if (location.subscription.url !== undefined) outbox.send(location, notificationsOf(type, eventId, outcomes))
    },
  }
  const settle = (location: LocationState): void => {
    if (location.pendingEvents.length > 0 && settleEvents(location, now().getTime(), settleDeps)) changed()
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
    changed()
    return location
  }

  /** Everything that is owned has a page in the store. */
  const describe = (asset: Parameters<typeof placeholderItem>[0]): void => {
    if (!state.catalog.has(asset.adamId)) state.catalog.set(asset.adamId, placeholderItem(asset))
  }

  const start = (from: AppleSeed): void => {
    for (const item of from.catalog) state.catalog.set(item.adamId, item)
    for (const each of from.locations) addLocation(each)
  }
  if (!options.snapshot) start(seed(state.startedAt))

  const invitations = createInvitations({
    locations: () => state.locations.values(),
    settle,
    newId,
    onAssociated: (location, user) => {
      outbox.send(location, [userAssociated(user)])
      changed()
    },
  })

  return {
    ...createCounter({ now, newId, catalogItem, locationOf, outbox, findToken, changed }),
    ...invitations,
    service: createFakeService({ now, newId, settings, outbox, faults, catalogItem, findToken, settle, changed }),
    settings,
    faults,
    clearFaults(which) {
      faults.clear(which)
      if (which && 'id' in which) return
      for (const location of state.locations.values()) {
        if (which && which.uId !== location.uId) continue
        for (const { trouble } of location.pendingEvents) if (trouble) trouble.isStuck = false
      }
      changed()
    },
    reset(from) {
      const { startedAt } = state
      state = { startedAt, lastNumber: 0, catalog: new Map(), locations: new Map() }
      outbox.forget()
      faults.clear()
      Object.assign(settings, makeSettings(options))
      start(from ?? seed(startedAt))
      changed()
    },
    locations: () => [...state.locations.values()].map(toLocationView),
    location: (uId) => toLocationView(locationOf(uId)),
    addLocation: (locationSeed) => toLocationView(addLocation(locationSeed)),
    addToCatalog(items) {
      for (const item of items) state.catalog.set(item.adamId, item)
      changed()
    },
    editCatalog(adamId, edit) {
      const item = { ...(catalogItem(adamId) ?? placeholderItem({ adamId })), ...edit }
      state.catalog.set(adamId, item)
      changed()
      return item
    },
    catalogItem,
    findLocation: (tokenFile) => findToken(tokenFile)?.location.uId,
    async work() {
      const locations = [...state.locations.values()]
      for (const location of locations) settle(location)
      await Promise.all(locations.map(async (location) => outbox.deliverDue(location)))
    },
    nextWorkAt() {
      const times = [...state.locations.values()].flatMap((location) => [
        nextTaskAt(location) ?? Infinity,
        outbox.nextAt(location) ?? Infinity,
      ])
      const first = times.reduce((least, time) => Math.min(least, time), Infinity)
      return first === Infinity ? undefined : first
    },
    deliveries: () => outbox.deliveries(),
    snapshot: () => takeSnapshot(state),
  }
}
