import { pricingParams, productTypes } from '@pomona/domain'
import type { WireAssignment, WireUnlimitedAsset, WireUser } from '../wire/licenses.ts'
import {
  assignedCount,
  availableCount,
  isActive,
  isUnlimited,
  toWireAsset,
  type AssetState,
  type LocationState,
} from './location-state.ts'
import { cutPage, recordsOf, type Query, type Records } from './query.ts'
import { AppleRefusal } from './refusal.ts'

/** Apple's `GET /assets`. */
export function assetsPage(location: LocationState, query: Query, pageSize: number) {
  const versionId = location.versions.assets
  const unlimited = query.flag('unlimited')
  const all = assetFilter(location, query)
  const counted = unlimited === undefined ? all : all.filter((asset) => !isUnlimited(asset))
  const uncounted = unlimited === true ? all.filter(isUnlimited) : []
  const { items, paging } = cutPage(recordsOf([...counted, ...uncounted]), { query, pageSize, versionId })
  return {
    assets: items.filter((asset) => unlimited !== true || !isUnlimited(asset)).map(toWireAsset),
    ...(unlimited === true && { unlimitedAssets: items.filter(isUnlimited).map(toUnlimitedAsset) }),
    ...paging,
  }
}

function toUnlimitedAsset(asset: AssetState): WireUnlimitedAsset {
  const { availableCount: _a, retiredCount: _r, totalCount: _t, ...rest } = toWireAsset(asset)
  return rest
}

function assetFilter(location: LocationState, query: Query): AssetState[] {
  const adamId = query.text('adamId')
  const productType = query.oneOf('productType', productTypes)
  const pricingParam = query.oneOf('pricingParam', pricingParams)
  const deviceAssignable = query.flag('deviceAssignable')
  const revocable = query.flag('revocable')
  const between = (count: number, name: string) =>
    count >= (query.integer(`min${name}`) ?? count) && count <= (query.integer(`max${name}`) ?? count)
  return [...location.assets.values()].filter(
    (asset) =>
      asset.adamId === (adamId ?? asset.adamId) &&
      asset.productType === (productType ?? asset.productType) &&
      asset.pricingParam === (pricingParam ?? asset.pricingParam) &&
      asset.deviceAssignable === (deviceAssignable ?? asset.deviceAssignable) &&
      asset.revocable === (revocable ?? asset.revocable) &&
      between(assignedCount(asset), 'AssignedCount') &&
      between(availableCount(asset), 'AvailableCount'),
  )
}

/** Apple's `GET /assignments`. */
export function assignmentsPage(location: LocationState, query: Query, pageSize: number) {
  const versionId = location.versions.assignments
  const records = isNothingNew(query, versionId) ? recordsOf([]) : assignmentRecords(location, query)
  const { items, paging } = cutPage(records, { query, pageSize, versionId })
  const assignments = query.flag('includeUserState') === true ? items.map((item) => withUser(location, item)) : items
  return { assignments, ...paging }
}

function withUser({ activeUsers, users }: LocationState, assignment: WireAssignment): WireAssignment {
  const id = assignment.clientUserId
  if (id === undefined) return assignment
  const user = activeUsers.get(id) ?? users.findLast(({ clientUserId }) => clientUserId === id)
  return { ...assignment, ...(user && { userStatus: user.status, idHash: user.idHash }) }
}

/** Only the present version is known: from it nothing is new, and from any other a full walk is needed. */
function isNothingNew(query: Query, versionId: string): boolean {
  const since = query.text('sinceVersionId')
  if (since !== undefined && since !== versionId) throw new AppleRefusal(9721)
  return since !== undefined
}

function assignmentRecords(location: LocationState, query: Query): Records<WireAssignment> {
  const adamId = query.text('adamId')
  const pricingParam = query.oneOf('pricingParam', pricingParams)
  const serialNumber = query.text('serialNumber')
  const clientUserId = query.text('clientUserId')
  const isActiveOnly = query.flag('excludeInactiveUsers') === true
  const assets = [...location.assets.values()].filter(
    (asset) => asset.adamId === (adamId ?? asset.adamId) && asset.pricingParam === (pricingParam ?? asset.pricingParam),
  )
  if (serialNumber === undefined && clientUserId === undefined && !isActiveOnly) return allHolders(assets)
  const found: WireAssignment[] = []
  for (const asset of assets) {
    const key = { adamId: asset.adamId, pricingParam: asset.pricingParam }
    if (serialNumber !== undefined && asset.devices.has(serialNumber)) found.push({ ...key, serialNumber })
    if (clientUserId !== undefined && asset.users.has(clientUserId)) found.push({ ...key, clientUserId })
    if (serialNumber !== undefined || clientUserId !== undefined) continue
    for (const holder of asset.devices.toArray()) found.push({ ...key, serialNumber: holder })
    for (const holder of asset.users.toArray()) found.push({ ...key, clientUserId: holder })
  }
  const isShown = ({ clientUserId: id }: WireAssignment) => id === undefined || location.activeUsers.has(id)
  return recordsOf(isActiveOnly ? found.filter(isShown) : found)
}

/** All holders of the given assets, one asset after the other, without ever listing them all. */
function allHolders(assets: AssetState[]): Records<WireAssignment> {
  return {
    count: assets.reduce((sum, asset) => sum + assignedCount(asset), 0),
    slice(from, to) {
      const items: WireAssignment[] = []
      let start = 0
      const take = (size: number, read: (from: number, to: number) => WireAssignment[]) => {
        if (start < to && start + size > from) items.push(...read(Math.max(0, from - start), to - start))
        start += size
      }
      for (const { adamId, pricingParam, devices, users } of assets) {
        take(devices.size, (a, b) =>
          devices.slice(a, b).map((serialNumber) => ({ adamId, pricingParam, serialNumber })),
        )
        take(users.size, (a, b) => users.slice(a, b).map((clientUserId) => ({ adamId, pricingParam, clientUserId })))
        if (start >= to) break
      }
      return items
    },
  }
}

/** Apple's `GET /users`. */
export function usersPage(location: LocationState, query: Query, pageSize: number) {
  const versionId = location.versions.users
  const records = isNothingNew(query, versionId) ? [] : usersFilter(location, query)
  const { items, paging } = cutPage(recordsOf(records), { query, pageSize, versionId })
  return { users: items, ...paging }
}

function usersFilter({ users }: LocationState, query: Query): WireUser[] {
  const clientUserId = query.text('clientUserId')
  const isActiveOnly = query.flag('activeOnly') === true
  const isRetiredOnly = query.flag('retiredOnly') === true
  if (clientUserId === undefined && !isActiveOnly && !isRetiredOnly) return users
  return users.filter(
    (user) =>
      user.clientUserId === (clientUserId ?? user.clientUserId) &&
      (!isActiveOnly || isActive(user)) &&
      (!isRetiredOnly || user.status === 'Retired'),
  )
}
