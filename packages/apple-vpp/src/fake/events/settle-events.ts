import { renewVersions } from '../holdings.ts'
import type { LocationState } from '../location-state.ts'
import { manageAsset, revokeTarget } from './asset-tasks.ts'
import { addFailure, type EventState, type EventWork } from './event-state.ts'
import type { TaskOutcome } from './task-outcome.ts'
import { createUser, retireUser, updateUser, type UserTaskDeps } from './user-tasks.ts'

export type SettleDeps = UserTaskDeps & {
  newId: () => string
  /** Is told what became of the tasks that were done together. */
  onOutcomes: (location: LocationState, event: EventState, outcomes: TaskOutcome[]) => void
}

/** Does what is due by now: half of an event's tasks at half of its time, the rest at its end. Answers whether anything was done. */
export function settleEvents(location: LocationState, now: number, deps: SettleDeps): boolean {
  let isAnyDone = false
  for (const event of location.pendingEvents) {
    const { work } = event
    if (work === undefined) continue
    const isOver = now >= event.dueAt
    const isHalfOver = now >= (event.acceptedAt + event.dueAt) / 2
    const dueCount = isOver ? event.requestedCount : isHalfOver ? Math.floor(event.requestedCount / 2) : 0
    const outcomes: TaskOutcome[] = []
    for (; event.triedCount < dueCount; event.triedCount += 1) {
      const outcome = perform(location, { event, work, index: event.triedCount }, deps)
      const { failure } = outcome
      if (failure) addFailure(event, failure.errorNumber, failure.culprit)
      else event.completedCount += 1
      outcomes.push(outcome)
    }
    if (outcomes.length > 0) {
      isAnyDone = true
      deps.onOutcomes(location, event, outcomes)
    }
    if (isOver) {
      event.work = undefined
      isAnyDone = true
    }
    renewVersions(location, deps.newId)
  }
  if (isAnyDone) location.pendingEvents = location.pendingEvents.filter(({ work }) => work !== undefined)
  return isAnyDone
}

function perform(
  location: LocationState,
  { event: { type }, work, index }: { event: EventState; work: EventWork; index: number },
  deps: SettleDeps,
): TaskOutcome {
  if (type === 'ASSOCIATE' || type === 'DISASSOCIATE') return manageAsset(location, type, work, index)
  if (type === 'REVOKE') return revokeTarget(location, work, index)
  const user = work.users[index]
  if (!user) throw new RangeError(`no user ${index}`)
  if (type === 'CREATE') return createUser(location, user, deps)
  return type === 'UPDATE' ? updateUser(location, user, deps) : retireUser(location, user)
}

/** When the next task of a location is due; absent while there is none. */
export function nextTaskAt({ pendingEvents }: LocationState): number | undefined {
  const times = pendingEvents.map(({ acceptedAt, dueAt, triedCount, requestedCount }) =>
    triedCount < Math.floor(requestedCount / 2) ? Math.ceil((acceptedAt + dueAt) / 2) : dueAt,
  )
  return times.length === 0 ? undefined : Math.min(...times)
}
