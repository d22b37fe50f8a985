import { renewVersions } from '../holdings.ts'
import type { LocationState } from '../location-state.ts'
import { manageAsset, revokeTarget } from './asset-tasks.ts'
import { addFailure, type EventState } from './event-state.ts'
import type { Task, TaskOutcome } from './task-outcome.ts'
import { createUser, failUser, retireUser, updateUser, type UserTaskDeps } from './user-tasks.ts'

export type SettleDeps = UserTaskDeps & {
  newId: () => string
  random: () => number
  /** Is told what became of the tasks that were done together. */
  onOutcomes: (location: LocationState, event: EventState, outcomes: TaskOutcome[]) => void
}

/** Does what is due by now: half of an event's tasks at half of its time, the rest at its end. Answers whether anything was done. */
export function settleEvents(location: LocationState, now: number, deps: SettleDeps): boolean {
  let isAnyDone = false
  for (const event of location.pendingEvents) {
    isAnyDone = advance(location, event, { now, deps }) || isAnyDone
    renewVersions(location, deps.newId)
  }
  if (isAnyDone) location.pendingEvents = location.pendingEvents.filter(({ work }) => work !== undefined)
  return isAnyDone
}

/** When the next task of a location is due; absent while there is none. */
export function nextTaskAt({ pendingEvents }: LocationState): number | undefined {
  const times = pendingEvents.filter((event) => !isAtRest(event)).map(nextStepAt)
  return times.length === 0 ? undefined : Math.min(...times)
}

function advance(
  location: LocationState,
  event: EventState,
  { now, deps }: { now: number; deps: SettleDeps },
): boolean {
  const { work, trouble } = event
  if (work === undefined || isAtRest(event)) return false
  const isOver = now >= event.dueAt
  const dueCount = isOver ? event.requestedCount : now >= nextStepAt(event) ? halfOf(event) : 0
  const outcomes: TaskOutcome[] = []
  for (; event.triedCount < dueCount; event.triedCount += 1) {
    const isForced = trouble?.failing !== undefined && deps.random() < trouble.failing.taskShare
    const forcedError = isForced ? trouble.failing?.errorNumber : undefined
    const outcome = perform(location, { event, work, index: event.triedCount, forcedError }, deps)
    if (outcome.failure) addFailure(event, outcome.failure.errorNumber, outcome.failure.culprit)
    else event.completedCount += 1
    outcomes.push(outcome)
  }
  if (outcomes.length > 0) deps.onOutcomes(location, event, outcomes)
  const isEnding = isOver && trouble?.isStuck !== true
  if (isEnding) event.work = undefined
  return outcomes.length > 0 || isEnding
}

/** An event that is stuck waits for nothing, with its work done or before it. */
function isAtRest({ trouble, triedCount, requestedCount }: EventState): boolean {
  return trouble?.isStuck === true && (!trouble.isWorkDone || triedCount === requestedCount)
}

function halfOf({ requestedCount, trouble }: EventState): number {
  return trouble?.isAllOrNothing === true ? 0 : Math.floor(requestedCount / 2)
}

function nextStepAt(event: EventState): number {
  const { acceptedAt, dueAt, triedCount } = event
  return triedCount < halfOf(event) ? Math.ceil((acceptedAt + dueAt) / 2) : dueAt
}

function perform(location: LocationState, task: Task, deps: SettleDeps): TaskOutcome {
  const { event, work, index, forcedError } = task
  const { type } = event
  if (type === 'ASSOCIATE' || type === 'DISASSOCIATE') return manageAsset(location, task)
  if (type === 'REVOKE') return revokeTarget(location, task)
  const user = work.users[index]
  if (!user) throw new RangeError(`no user ${index}`)
  if (forcedError !== undefined) return failUser(location, user, forcedError)
  if (type === 'CREATE') return createUser(location, user, deps)
  return type === 'UPDATE' ? updateUser(location, user, deps) : retireUser(location, user)
}
