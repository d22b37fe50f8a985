import { pricingParams } from '@pomona/domain'
import type { WireAssignment } from '../../wire/licenses.ts'
import { holds, readHoldingKey } from '../holdings.ts'
import { toWireAssignment, type AssetState, type LocationState, type Target } from '../location-state.ts'
import { cutPage, joinRecords, recordsOf, type Query, type Records } from '../query.ts'
import { AppleRefusal } from '../refusal.ts'

/** Apple's `GET /assignments`. */
export function assignmentsPage(location: LocationState, query: Query, pageSize: number) {
  const { versionId } = location.versions.assignments
  const records = findAssignments(location, query)
  const { items, paging } = cutPage(records, { query, pageSize, versionId })
  const assignments = query.flag('includeUserState') === true ? items.map((item) => withUser(location, item)) : items
  return { assignments, ...paging }
}

/** The associations that a question is about. */
export function findAssignments(location: LocationState, query: Query): Records<WireAssignment> {
  const { assignments, users } = location.versions
  const version = `${assignments.versionId} ${users.versionId}`
  return location.cache.read(query.question('assignments'), version, () => filterHolders(location, query))
}

function withUser({ users }: LocationState, assignment: WireAssignment): WireAssignment {
  if (assignment.clientUserId === undefined) return assignment
  const user = users.latest(assignment.clientUserId)
  if (!user) return assignment
  return { ...assignment, userStatus: user.status, ...(user.idHash !== undefined && { idHash: user.idHash }) }
}

function filterHolders(location: LocationState, query: Query): Records<WireAssignment> {
  const since = query.text('sinceVersionId')
  const serialNumber = query.text('serialNumber')
  const clientUserId = query.text('clientUserId')
  const isActiveOnly = query.flag('excludeInactiveUsers') === true
  const isShown = ({ targetType, target }: Target) =>
    (serialNumber === undefined || (targetType === 'device' && target === serialNumber)) &&
    (clientUserId === undefined || (targetType === 'user' && target === clientUserId)) &&
    (!isActiveOnly || targetType === 'device' || location.users.placeOfActive(target) !== undefined)
  const isAssetShown = assetFilter(query)

  if (since !== undefined) {
    const keys = location.versions.assignments.since(since)
    if (keys === undefined) throw new AppleRefusal(9721)
    return recordsOf(
      keys.flatMap((key) => {
        const named = readHoldingKey(location, key)
        const isStillTrue = named && holds(named.asset, named.target)
        if (!isStillTrue || !isAssetShown(named.asset) || !isShown(named.target)) return []
        return toWireAssignment(named.asset, named.target)
      }),
    )
  }

  const assets = [...location.assets.values()].filter(isAssetShown)
  if (serialNumber !== undefined || clientUserId !== undefined) {
    const target: Target =
      serialNumber === undefined
        ? { targetType: 'user', target: clientUserId ?? '' }
        : { targetType: 'device', target: serialNumber }
    const held = isShown(target) ? assets.filter((asset) => holds(asset, target)) : []
    return recordsOf(held.map((asset) => toWireAssignment(asset, target)))
  }
  return joinRecords(assets.flatMap((asset) => [devicesOf(asset), usersOf(asset, isActiveOnly ? isShown : undefined)]))
}

function assetFilter(query: Query): (asset: AssetState) => boolean {
  const adamId = query.text('adamId')
  const pricingParam = query.oneOf('pricingParam', pricingParams)
  return (asset) =>
    asset.adamId === (adamId ?? asset.adamId) && asset.pricingParam === (pricingParam ?? asset.pricingParam)
}

/** Holders of an asset are never listed as a whole: a page takes its own. */
function devicesOf(asset: AssetState): Records<WireAssignment> {
  return holders(asset, 'device', { count: asset.devices.size, slice: (from, to) => asset.devices.slice(from, to) })
}

function usersOf(asset: AssetState, isShown: ((target: Target) => boolean) | undefined): Records<WireAssignment> {
  const all = { count: asset.users.size, slice: (from: number, to: number) => asset.users.slice(from, to) }
  if (!isShown) return holders(asset, 'user', all)
  const shown = asset.users.toArray().filter((target) => isShown({ targetType: 'user', target }))
  return holders(asset, 'user', shown.length === all.count ? all : recordsOf(shown))
}

function holders(asset: AssetState, targetType: Target['targetType'], names: Records<string>): Records<WireAssignment> {
  return {
    count: names.count,
    slice: (from, to) => names.slice(from, to).map((target) => toWireAssignment(asset, { targetType, target })),
  }
}
