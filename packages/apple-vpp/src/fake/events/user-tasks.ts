import type { WireRequestUser } from '../../wire/requests.ts'
import { takeBackAll } from '../holdings.ts'
import { idHashOf } from '../id-hash.ts'
import type { LocationState } from '../location-state.ts'
import { toWireUser, type UserRecord } from '../user-list.ts'
import type { TaskOutcome } from './task-outcome.ts'

/** What the tasks of users need of the rest of this Apple. */
export type UserTaskDeps = {
  newInviteCode: () => string
  /** Whether a Managed Apple Account belongs to the organization of the location. */
  isManagedBy: (location: LocationState, managedAppleId: string) => boolean
}

/** Creates one user: Registered with an invitation, or Associated at once when a Managed Apple Account is given. */
export function createUser(location: LocationState, request: WireRequestUser, deps: UserTaskDeps): TaskOutcome {
  const existing = location.users.active(request.clientUserId)
  if (existing) return failed(9716, request, existing)
  const errorNumber = whyNotManaged(location, request, deps)
  if (errorNumber !== undefined) return failed(errorNumber, request)
  const { clientUserId, email, managedAppleId } = request
  const record: UserRecord =
    managedAppleId === undefined
      ? { clientUserId, email, inviteCode: deps.newInviteCode(), status: 'Registered' }
      : { clientUserId, email, managedAppleId, idHash: idHashOf(managedAppleId), status: 'Associated' }
  noteUser(location, location.users.add(record))
  return { user: toWireUser(record) }
}

/** Changes one user; what the request leaves out stays as it is. */
export function updateUser(location: LocationState, request: WireRequestUser, deps: UserTaskDeps): TaskOutcome {
  const place = location.users.placeOfActive(request.clientUserId)
  if (place === undefined) return failed(9609, request)
  const record = location.users.at(place)
  const errorNumber = whyNotManaged(location, request, deps)
  if (errorNumber !== undefined) return failed(errorNumber, request, record)
  const { email = record.email, managedAppleId } = request
  const changed: UserRecord =
    managedAppleId === undefined
      ? { ...record, email }
      : { ...record, email, managedAppleId, idHash: idHashOf(managedAppleId), status: 'Associated' }
  location.users.replace(place, changed)
  noteUser(location, place)
  return { user: toWireUser(changed) }
}

/** Retires one user: frees what can be taken back, and keeps the rest with the retired record. */
export function retireUser(location: LocationState, request: WireRequestUser): TaskOutcome {
  const place = location.users.placeOfActive(request.clientUserId)
  if (place === undefined) return failed(9609, request)
  const retired: UserRecord = { ...location.users.at(place), status: 'Retired' }
  takeBackAll(location, { targetType: 'user', target: request.clientUserId })
  location.users.replace(place, retired)
  noteUser(location, place)
  return { user: toWireUser(retired) }
}

/** What happens when a person accepts the invitation with an Apple Account. */
export function associateUser(location: LocationState, place: number, appleAccount: string): UserRecord {
  const associated: UserRecord = { ...location.users.at(place), idHash: idHashOf(appleAccount), status: 'Associated' }
  location.users.replace(place, associated)
  noteUser(location, place)
  return associated
}

function noteUser({ versions }: LocationState, place: number): void {
  versions.users.note(String(place))
}

function whyNotManaged(
  location: LocationState,
  { clientUserId, managedAppleId }: WireRequestUser,
  { isManagedBy }: UserTaskDeps,
): number | undefined {
  if (managedAppleId === undefined) return undefined
  if (!isManagedBy(location, managedAppleId)) return 9635
  const place = location.users.placeOfManaged(managedAppleId)
  return place !== undefined && location.users.at(place).clientUserId !== clientUserId ? 9641 : undefined
}

/** Fails, whatever could have been done. */
export function failUser(location: LocationState, request: WireRequestUser, errorNumber: number): TaskOutcome {
  return failed(errorNumber, request, location.users.active(request.clientUserId))
}

/** A user that is not there has no status. */
function failed(errorNumber: number, { clientUserId, email }: WireRequestUser, record?: UserRecord): TaskOutcome {
  const named = { clientUserId, ...(email !== undefined && { email }) }
  return { failure: { errorNumber, culprit: { clientUserId } }, user: record ? toWireUser(record) : named }
}
