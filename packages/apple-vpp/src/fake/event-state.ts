import type { AssetKey } from '../vpp-client.ts'
import type { WireErrorInfo, WireErrorResponse } from '../wire/errors.ts'
import type { WireEventStatus } from '../wire/licenses.ts'
import { availableCount, keyOf, type AssetState, type LocationState } from './location-state.ts'
import { describeRefusal } from './refusal.ts'

/** What an event has to do: every asset for every target, in the order of the request. */
export type EventWork = { assets: AssetKey[]; clientUserIds: string[]; serialNumbers: string[] }

export type EventState = {
  eventId: string
  type: 'ASSOCIATE' | 'DISASSOCIATE'
  /** Gone once it is done. */
  work: EventWork | undefined
  acceptedAt: number
  dueAt: number
  /** How many tasks have been tried. */
  triedCount: number
  requestedCount: number
  completedCount: number
  failures: WireErrorResponse[]
}

type Task = { key: AssetKey; targetType: 'device' | 'user'; target: string }

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

/** Does what is due by now: half of an event's tasks at half of its time, the rest at its end. Answers whether anything was done. */
export function settleEvents(location: LocationState, now: number, newVersion: () => string): boolean {
  let isAnyDone = false
  for (const event of location.pendingEvents) {
    if (event.work === undefined) continue
    const isOver = now >= event.dueAt
    const isHalfOver = now >= (event.acceptedAt + event.dueAt) / 2
    const dueCount = isOver ? event.requestedCount : isHalfOver ? Math.floor(event.requestedCount / 2) : 0
    let isChanged = false
    for (; event.triedCount < dueCount; event.triedCount += 1) {
      isChanged = tryTask(location, event, taskAt(event.work, event.triedCount)) || isChanged
      isAnyDone = true
    }
    if (isOver) {
      event.work = undefined
      isAnyDone = true
    }
    if (isChanged) {
      location.versions.assets = newVersion()
      location.versions.assignments = newVersion()
    }
  }
  if (isAnyDone) location.pendingEvents = location.pendingEvents.filter(({ work }) => work !== undefined)
  return isAnyDone
}

function taskAt({ assets, clientUserIds, serialNumbers }: EventWork, index: number): Task {
  const targetCount = clientUserIds.length + serialNumbers.length
  const key = assets[Math.floor(index / targetCount)]
  const targetIndex = index % targetCount
  const user = clientUserIds[targetIndex]
  const serialNumber = serialNumbers[targetIndex - clientUserIds.length]
  if (key && user !== undefined) return { key, targetType: 'user', target: user }
  if (key && serialNumber !== undefined) return { key, targetType: 'device', target: serialNumber }
  throw new RangeError(`no task ${index}`)
}

/** Whether who holds what has changed. */
function tryTask(location: LocationState, event: EventState, task: Task): boolean {
  const asset = location.assets.get(keyOf(task.key))
  const errorNumber = whyNot(location, event.type, task, asset)
  if (errorNumber !== undefined) {
    addFailure(event, errorNumber, task)
    return false
  }
  event.completedCount += 1
  if (!asset) return false
  const holders = task.targetType === 'device' ? asset.devices : asset.users
  return event.type === 'ASSOCIATE' ? holders.add(task.target) : holders.remove(task.target)
}

function whyNot(
  location: LocationState,
  type: EventState['type'],
  { targetType, target }: Task,
  asset: AssetState | undefined,
): number | undefined {
  if (targetType === 'user' && !location.activeUsers.has(target)) return 9609
  if (type === 'DISASSOCIATE') return undefined
  if (!asset) return 9709
  const isHeld = (targetType === 'device' ? asset.devices : asset.users).has(target)
  return isHeld || availableCount(asset) > 0 ? undefined : 9709
}

/** A failure groups everybody whom it concerns: by asset when the asset is to blame, else by number alone. */
function addFailure(event: EventState, errorNumber: number, { key, targetType, target }: Task): void {
  const concerns = (info: WireErrorInfo | undefined) =>
    errorNumber === 9609 || info?.assets?.some((asset) => keyOf(asset) === keyOf(key)) === true
  let failure = event.failures.find((each) => each.errorNumber === errorNumber && concerns(each.errorInfo))
  if (!failure) {
    const errorInfo: WireErrorInfo = errorNumber === 9609 ? {} : { assets: [key] }
    failure = { errorNumber, errorMessage: describeRefusal(errorNumber).message, errorInfo }
    event.failures.push(failure)
  }
  const info = (failure.errorInfo ??= {})
  const names = targetType === 'device' ? (info.serialNumbers ??= []) : (info.clientUserIds ??= [])
  if (errorNumber !== 9609 || !names.includes(target)) names.push(target)
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
