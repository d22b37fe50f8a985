import type { AssetKey } from '../../vpp-client.ts'
import type { WireErrorInfo, WireErrorResponse } from '../../wire/errors.ts'
import type { WireEventStatus, wireEventTypes } from '../../wire/licenses.ts'
import type { WireRequestUser } from '../../wire/requests.ts'
import { keyOf, type LocationState } from '../location-state.ts'
import { describeRefusal } from '../refusal.ts'

/** What an event has to do, in the order of the request: every asset for every target, or one user after the other. */
export type EventWork = {
  assets: AssetKey[]
  clientUserIds: string[]
  serialNumbers: string[]
  users: WireRequestUser[]
}

export type EventType = (typeof wireEventTypes)[number]

/** What goes wrong with an event. */
export type EventTrouble = {
  /** It stays PENDING. */
  isStuck: boolean
  /** Nobody knows its eventId. */
  isForgotten: boolean
  /** Whether a stuck or forgotten one does its work all the same. */
  isWorkDone: boolean
  /** An asset of which there is not one for everybody is for nobody. */
  isAllOrNothing: boolean
  /** The asset that is for nobody, while its tasks are done. */
  shortAsset?: string | undefined
  /** So large a part of its tasks fails with this number. */
  failing: { errorNumber: number; taskShare: number } | undefined
}

export type EventState = {
  eventId: string
  type: EventType
  /** Gone once it is done. */
  work: EventWork | undefined
  acceptedAt: number
  dueAt: number
  /** How many tasks have been tried. */
  triedCount: number
  requestedCount: number
  completedCount: number
  failures: WireErrorResponse[]
  trouble?: EventTrouble | undefined
}

/** Whom a failed task concerns. */
export type Culprit = {
  asset?: AssetKey | undefined
  clientUserId?: string | undefined
  serialNumber?: string | undefined
}

/** Events that are remembered per location; older ones are as unknown as one that never was. */
const eventsMax = 20_000

export function acceptEvent(location: LocationState, event: EventState): void {
  location.events.set(event.eventId, event)
  location.pendingEvents.push(event)
  for (const [eventId, oldest] of location.events) {
    if (location.events.size <= eventsMax || oldest.work !== undefined) break
    location.events.delete(eventId)
  }
}

/** How many tasks a request is: associating is a task for every pair, revoking one for every target, the rest one for every user. */
export function countTasks(type: EventType, { assets, clientUserIds, serialNumbers, users }: EventWork): number {
  const targets = clientUserIds.length + serialNumbers.length
  if (type === 'ASSOCIATE' || type === 'DISASSOCIATE') return assets.length * targets
  return type === 'REVOKE' ? targets : users.length
}

/** A failure groups everybody whom it concerns: by asset when the asset is to blame, else by number alone. */
export function addFailure(event: EventState, errorNumber: number, culprit: Culprit): void {
  const { asset, clientUserId, serialNumber } = culprit
  const concerns = ({ assets }: WireErrorInfo) =>
    asset === undefined ? assets === undefined : assets?.some((each) => keyOf(each) === keyOf(asset)) === true
  let failure = event.failures.find((each) => each.errorNumber === errorNumber && concerns(each.errorInfo ?? {}))
  if (!failure) {
    const errorInfo: WireErrorInfo = asset === undefined ? {} : { assets: [asset] }
    failure = { errorNumber, errorMessage: describeRefusal(errorNumber).message, errorInfo }
    event.failures.push(failure)
  }
  const info = (failure.errorInfo ??= {})
  if (serialNumber !== undefined) (info.serialNumbers ??= []).push(serialNumber)
  // A user who is to blame is to blame for every asset, and named once.
  const users = clientUserId === undefined ? [] : (info.clientUserIds ??= [])
  if (clientUserId !== undefined && users.at(-1) !== clientUserId && !users.includes(clientUserId)) {
    users.push(clientUserId)
  }
}

export function toWireStatus(event: EventState): Omit<WireEventStatus, 'uId'> {
  const isFailed = event.failures.length > 0
  return {
    eventStatus: event.work !== undefined ? 'PENDING' : isFailed ? 'FAILED' : 'COMPLETE',
    eventType: event.type,
    numRequested: event.requestedCount,
    numCompleted: event.completedCount,
    ...(isFailed && event.work === undefined && { failures: event.failures }),
  }
}
