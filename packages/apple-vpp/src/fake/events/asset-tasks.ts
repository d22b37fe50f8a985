import type { AssetKey } from '../../vpp-client.ts'
import { give, holds, takeBack, takeBackAll } from '../holdings.ts'
import {
  availableCount,
  keyOf,
  toWireAssignment,
  type AssetState,
  type LocationState,
  type Target,
} from '../location-state.ts'
import type { EventState, EventWork } from './event-state.ts'
import type { Task, TaskOutcome } from './task-outcome.ts'

/** Does one task of associating or disassociating: one asset for one target. */
export function manageAsset(
  location: LocationState,
  { event: { type, trouble }, work, index, forcedError }: Task,
): TaskOutcome {
  const targetCount = work.clientUserIds.length + work.serialNumbers.length
  const key = work.assets[Math.floor(index / targetCount)]
  if (!key) throw new RangeError(`no task ${index}`)
  const target = targetAt(work, index % targetCount)
  const asset = location.assets.get(keyOf(key))
  const assignments = [toWireAssignment(key, target)]
  if (trouble?.isAllOrNothing === true && index % targetCount === 0) {
    trouble.shortAsset = type === 'ASSOCIATE' && isShortFor(location, work, asset) ? keyOf(key) : undefined
  }
  const isRefused = trouble?.shortAsset === keyOf(key) && (!asset || !holds(asset, target))
  const errorNumber = forcedError ?? whyNot(location, { type, target, asset }) ?? (isRefused ? 9709 : undefined)
  if (errorNumber !== undefined) {
    // Of an unknown user it is not said for which assets.
    const culprit = { ...(errorNumber !== 9609 && { asset: key }), ...nameOf(target) }
    return { failure: { errorNumber, culprit }, assignments }
  }
  if (asset && type === 'ASSOCIATE') give(location, asset, target)
  if (asset && type === 'DISASSOCIATE') takeBack(location, asset, target)
  return { assignments }
}

/** Does one task of revoking: takes back everything that one user or device has. */
export function revokeTarget(location: LocationState, { work, index, forcedError }: Task): TaskOutcome {
  const target = targetAt(work, index)
  const errorNumber = forcedError ?? (isUnknown(location, target) ? 9609 : undefined)
  if (errorNumber !== undefined) return { failure: { errorNumber, culprit: nameOf(target) }, assignments: [] }
  return { assignments: takeBackAll(location, target).map((key: AssetKey) => toWireAssignment(key, target)) }
}

/** Users come before devices, each in the order of the request. */
function targetAt({ clientUserIds, serialNumbers }: EventWork, index: number): Target {
  const clientUserId = clientUserIds[index]
  if (clientUserId !== undefined) return { targetType: 'user', target: clientUserId }
  const serialNumber = serialNumbers[index - clientUserIds.length]
  if (serialNumber !== undefined) return { targetType: 'device', target: serialNumber }
  throw new RangeError(`no target ${index}`)
}

function nameOf({ targetType, target }: Target) {
  return targetType === 'device' ? { serialNumber: target } : { clientUserId: target }
}

function isUnknown(location: LocationState, { targetType, target }: Target): boolean {
  return targetType === 'user' && location.users.placeOfActive(target) === undefined
}

function whyNot(
  location: LocationState,
  { type, target, asset }: { type: EventState['type']; target: Target; asset: AssetState | undefined },
): number | undefined {
  if (isUnknown(location, target)) return 9609
  if (type === 'DISASSOCIATE') return undefined
  if (!asset) return 9709
  return holds(asset, target) || availableCount(asset) > 0 ? undefined : 9709
}

/** Whether there are fewer licenses than targets that have none yet. */
function isShortFor(location: LocationState, work: EventWork, asset: AssetState | undefined): boolean {
  if (!asset) return true
  const count = work.clientUserIds.length + work.serialNumbers.length
  const targets = Array.from(Array(count).keys(), (index) => targetAt(work, index))
  const takers = targets.filter((target) => !isUnknown(location, target) && !holds(asset, target))
  return takers.length > availableCount(asset)
}
