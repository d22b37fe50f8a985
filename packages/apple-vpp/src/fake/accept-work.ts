import { acceptEvent, countTasks, type EventTrouble, type EventType, type EventWork } from './events/event-state.ts'
import type { FaultBox } from './faults/fault-box.ts'
import type { LocationState } from './location-state.ts'
import { AppleRefusal } from './refusal.ts'

/** Where work of a type is asked for, below `/mdm/v2`. */
const pathOf: Record<EventType, string> = {
  ASSOCIATE: '/assets/associate',
  DISASSOCIATE: '/assets/disassociate',
  REVOKE: '/assets/revoke',
  CREATE: '/users/create',
  UPDATE: '/users/update',
  RETIRE: '/users/retire',
}

/** Accepts work: it is done later, with whatever trouble was ordered for it. Answers its eventId. */
export function acceptWork(
  location: LocationState,
  { type, work }: { type: EventType; work: EventWork },
  inside: { now: () => Date; newId: () => string; faults: FaultBox; settings: { eventDelayMs: number } },
): string {
  const { faults } = inside
  const target = { uId: location.uId, path: pathOf[type], method: 'POST' }
  const unknown = unknownUsers(location, type, work)
  if (unknown.length > 0 && faults.take('unknownUsersAtOnce', target)) {
    throw new AppleRefusal(9609, { clientUserIds: unknown })
  }
  const acceptedAt = inside.now().getTime()
  const eventId = inside.newId()
  const delayMs = faults.take('eventDelay', target)?.delayMs ?? inside.settings.eventDelayMs
  const trouble = takeTrouble(faults, target)
  const isDropped = trouble?.isForgotten === true && !trouble.isWorkDone
  if (isDropped) return eventId
  acceptEvent(location, {
    eventId,
    type,
    work,
    acceptedAt,
    dueAt: acceptedAt + delayMs,
    triedCount: 0,
    requestedCount: countTasks(type, work),
    completedCount: 0,
    failures: [],
    ...(trouble && { trouble }),
  })
  return eventId
}

function takeTrouble(faults: FaultBox, target: Parameters<FaultBox['take']>[1]): EventTrouble | undefined {
  const stuck = faults.take('eventStuck', target)
  const forgotten = faults.take('eventForgotten', target)
  const failing = faults.take('eventFail', target)
  const allOrNothing = faults.take('allOrNothing', target)
  if (!stuck && !forgotten && !failing && !allOrNothing) return undefined
  return {
    isStuck: stuck !== undefined,
    isForgotten: forgotten !== undefined,
    isWorkDone: (stuck ?? forgotten)?.isWorkDone ?? stuck === undefined,
    isAllOrNothing: allOrNothing !== undefined,
    failing: failing && { errorNumber: failing.errorNumber ?? 9603, taskShare: failing.taskShare ?? 1 },
  }
}

function unknownUsers(location: LocationState, type: EventType, { clientUserIds, users }: EventWork): string[] {
  const named = type === 'CREATE' ? [] : [...clientUserIds, ...users.map(({ clientUserId }) => clientUserId)]
  return named.filter((clientUserId) => location.users.placeOfActive(clientUserId) === undefined)
}
