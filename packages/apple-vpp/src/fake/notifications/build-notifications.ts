import type { AssetKey } from '../../vpp-client.ts'
import type { WireAssignment } from '../../wire/licenses.ts'
import type { EventType } from '../events/event-state.ts'
import type { TaskOutcome } from '../events/task-outcome.ts'
import { keyOf } from '../location-state.ts'
import { describeRefusal } from '../refusal.ts'
import { toWireUser, type UserRecord } from '../user-list.ts'
import type { Notification } from './notification.ts'

/** A notification carries at most as many elements. */
const elementsMax = 100

/** What is told of tasks that are done: successes and failures apart, each asset for itself. */
export function notificationsOf(type: EventType, eventId: string, outcomes: TaskOutcome[]): Notification[] {
  if (type === 'CREATE' || type === 'UPDATE' || type === 'RETIRE') {
    const items = outcomes.flatMap(({ user, failure }) => (user ? [{ item: user, failure, group: '' }] : []))
    return grouped(items).map(({ elements, ...result }) => ({
      notificationType: 'USER_MANAGEMENT',
      notification: { ...result, type, eventId, users: elements },
    }))
  }
  const items = outcomes.flatMap(({ assignments = [], failure }) =>
    assignments.map((item) => ({ item, failure, group: keyOf(item) })),
  )
  return grouped(items).map(({ elements, ...result }) => ({
    notificationType: 'ASSET_MANAGEMENT',
    notification: { ...result, type, eventId, assignments: elements },
  }))
}

/** What is told of associations that no event of this client's brought about. */
export function foreignAssignments(type: 'ASSOCIATE' | 'DISASSOCIATE', assignments: WireAssignment[]): Notification[] {
  return grouped(assignments.map((item) => ({ item, group: keyOf(item) }))).map(({ elements, ...result }) => ({
    notificationType: 'ASSET_MANAGEMENT',
    notification: { ...result, type, assignments: elements },
  }))
}

export function countChanged({ adamId, pricingParam }: AssetKey, countDelta: number): Notification {
  return { notificationType: 'ASSET_COUNT', notification: { adamId, pricingParam, countDelta } }
}

/** The invitation is named here although it is used up. */
export function userAssociated(user: UserRecord): Notification {
  const { inviteCode } = user
  const associated = { ...toWireUser(user), ...(inviteCode !== undefined && { inviteCode }) }
  return { notificationType: 'USER_ASSOCIATED', notification: { associatedUsers: [associated] } }
}

type Item<T> = { item: T; group: string; failure?: TaskOutcome['failure'] }

function grouped<T>(items: Item<T>[]) {
  const groups = Map.groupBy(items, ({ group, failure }) => `${group} ${failure?.errorNumber ?? ''}`)
  return [...groups.values()].flatMap((group) =>
    chunks(group).map((chunk) => {
      const errorNumber = chunk[0]?.failure?.errorNumber
      return { ...resultOf(errorNumber), elements: chunk.map(({ item }) => item) }
    }),
  )
}

/** An event's status says FAILED where a notification says FAILURE. */
function resultOf(errorNumber: number | undefined) {
  if (errorNumber === undefined) return { result: 'SUCCESS' as const }
  return { result: 'FAILURE' as const, error: { errorNumber, errorMessage: describeRefusal(errorNumber).message } }
}

function chunks<T>(items: T[]): T[][] {
  const count = Math.ceil(items.length / elementsMax)
  return Array.from(Array(count).keys(), (index) => items.slice(index * elementsMax, (index + 1) * elementsMax))
}
