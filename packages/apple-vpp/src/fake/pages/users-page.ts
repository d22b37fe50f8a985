import type { LocationState } from '../location-state.ts'
import { cutPage, type Query, type Records } from '../query.ts'
import { AppleRefusal } from '../refusal.ts'
import { isActive, toWireUser, type UserList, type UserRecord } from '../user-list.ts'

/** Apple's `GET /users`. */
export function usersPage(location: LocationState, query: Query, pageSize: number) {
  const { versionId } = location.versions.users
  const records = location.cache.read(query.question('users'), versionId, () => filterUsers(location, query))
  const { items, paging } = cutPage(records, { query, pageSize, versionId })
  return { users: items.map(toWireUser), ...paging }
}

function filterUsers({ users, versions }: LocationState, query: Query): Records<UserRecord> {
  const since = query.text('sinceVersionId')
  const clientUserId = query.text('clientUserId')
  // Not in Apple's pages, but asked for by a client that is in use.
  const managedAppleId = query.text('managedAppleId')?.toLowerCase()
  const isActiveOnly = query.flag('activeOnly') === true
  const isRetiredOnly = query.flag('retiredOnly') === true
  const isShown = (user: UserRecord) =>
    (!isActiveOnly || isActive(user)) &&
    (!isRetiredOnly || user.status === 'Retired') &&
    (clientUserId === undefined || user.clientUserId === clientUserId) &&
    (managedAppleId === undefined || user.managedAppleId?.toLowerCase() === managedAppleId)

  const changed = since === undefined ? undefined : versions.users.since(since)
  if (since !== undefined && !changed) throw new AppleRefusal(9721)
  const isFiltered = clientUserId !== undefined || managedAppleId !== undefined || isActiveOnly || isRetiredOnly
  if (!changed && !isFiltered) {
    return { count: users.size, slice: (from, to) => users.slice(from, to) }
  }
  const places: number[] = []
  for (const place of changed?.map(Number) ?? placesOf(users, clientUserId)) {
    if (isShown(users.at(place))) places.push(place)
  }
  return { count: places.length, slice: (from, to) => places.slice(from, to).map((place) => users.at(place)) }
}

function placesOf(users: UserList, clientUserId: string | undefined): Iterable<number> {
  return clientUserId === undefined ? Array(users.size).keys() : users.placesOf(clientUserId)
}
