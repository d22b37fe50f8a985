import type { FaultBox } from '../faults/fault-box.ts'
import type { LocationState } from '../location-state.ts'
import type { Deliver, DeliveryRecord, Notification, OutboxItem } from './notification.ts'

/** All tries together, the first one included. */
const triesMax = 3
const recordsMax = 1000

export type Outbox = {
  /** Puts notifications on their way, if the location's client has subscribed to them. */
  send(location: LocationState, notifications: Notification[]): void
  /** Whether the address takes a first notification; it is tried once. */
  test(uId: string, address: { url: string; authToken: string }): Promise<boolean>
  /** Posts what is due, one after the other. */
  deliverDue(location: LocationState): Promise<void>
  /** When there is something to post next; absent while there is nothing, or while it is being posted. */
  nextAt(location: LocationState): number | undefined
  /** What became of the latest tries, latest first. */
  deliveries(): DeliveryRecord[]
  forget(): void
}

export function createOutbox(inside: {
  now: () => Date
  newId: () => string
  /** Absent where nothing can be posted: then every address is unreachable. */
  deliver: Deliver | undefined
  settings: { notificationSpanMs: number }
  faults: FaultBox
  changed: () => void
}): Outbox {
  const { now, newId, settings, faults, changed } = inside
  const busy = new Set<LocationState>()
  let records: DeliveryRecord[] = []

  const postNow = async (
    uId: string,
    { url, authToken }: { url: string; authToken: string },
    item: Notification & { notificationId: string; tries: number },
  ): Promise<boolean> => {
    const { notificationId, notificationType, notification } = item
    const body = { notification, notificationId, notificationType, uId }
    const answer = (await inside.deliver?.({ url, authToken, body })) ?? { problem: 'Nothing can be posted from here.' }
    const isDelivered = 'status' in answer && answer.status >= 200 && answer.status < 300
    records.push({
      at: now().toISOString(),
      uId,
      notificationId,
      notificationType,
      attempt: item.tries + 1,
      isDelivered,
      status: 'status' in answer ? answer.status : undefined,
      problem: 'problem' in answer ? answer.problem : undefined,
    })
    if (records.length > recordsMax * 2) records = records.slice(-recordsMax)
    return isDelivered
  }

  /** The second try after a fifth of the time, the third at its end: one to five minutes at Apple. */
  const nextTryAt = (tries: number): number =>
    now().getTime() + Math.round(settings.notificationSpanMs * (tries === 1 ? 0.2 : 0.8))

  const attempt = async (location: LocationState, item: OutboxItem): Promise<void> => {
    const { url, authToken } = location.subscription
    const isDone =
      url === undefined || authToken === undefined || (await postNow(location.uId, { url, authToken }, item))
    item.tries += 1
    if (isDone || item.tries >= triesMax) {
      const place = location.outbox.indexOf(item)
      if (place !== -1) location.outbox.splice(place, 1)
    } else {
      item.dueAt = nextTryAt(item.tries)
    }
    changed()
  }

  /** What becomes of a notification on its way: nothing, itself, itself twice, or itself later. */
  const troubled = (item: OutboxItem, uId: string): OutboxItem[] => {
    const target = { uId, notificationType: item.notificationType }
    if (faults.take('notificationLost', target)) return []
    const late = faults.take('notificationLate', target)
    const overtaken = faults.take('notificationReordered', target)
    const doubled = faults.take('notificationDoubled', target)
    if (late) item.dueAt += late.delayMs ?? 1000
    if (overtaken) Object.assign(item, { dueAt: item.dueAt + (overtaken.delayMs ?? 1000), isOvertaken: true })
    return doubled ? [item, { ...item, dueAt: item.dueAt + (doubled.delayMs ?? 0) }] : [item]
  }

  /** Whatever waits to be overtaken goes right after the next one. */
  const putOut = (location: LocationState, item: OutboxItem): void => {
    const waiting = item.isOvertaken === true ? [] : location.outbox.filter(({ isOvertaken }) => isOvertaken === true)
    const ready = waiting.map(({ isOvertaken: _o, ...each }) => ({ ...each, dueAt: Math.min(each.dueAt, item.dueAt) }))
    location.outbox = [...location.outbox.filter((each) => !waiting.includes(each)), item, ...ready]
  }

  return {
    send(location, notifications) {
      const { url, types } = location.subscription
      if (url === undefined) return
      for (const { notificationType, notification } of notifications) {
        if (!types.includes(notificationType)) continue
        const item = { notificationId: newId(), notificationType, notification, tries: 0, dueAt: now().getTime() }
        for (const each of troubled(item, location.uId)) putOut(location, each)
      }
    },
    test: async (uId, address) =>
      postNow(uId, address, {
        notificationId: newId(),
        notificationType: 'TEST_NOTIFICATION',
        notification: {},
        tries: 0,
      }),
    async deliverDue(location) {
      if (busy.has(location)) return
      busy.add(location)
      try {
        for (;;) {
          const item = location.outbox.find(({ dueAt }) => dueAt <= now().getTime())
          if (!item) break
          await attempt(location, item)
        }
      } finally {
        busy.delete(location)
      }
    },
    nextAt(location) {
      if (busy.has(location) || location.outbox.length === 0) return undefined
      return location.outbox.reduce((first, { dueAt }) => Math.min(first, dueAt), Infinity)
    },
    deliveries: () => records.slice(-recordsMax).toReversed(),
    forget() {
      records = []
    },
  }
}
