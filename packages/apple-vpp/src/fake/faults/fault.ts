import type { WireNotificationType } from '../../wire/notifications.ts'

/** What can go wrong with a request before, while and after it is answered. */
export const requestFaultKinds = [
  'latency',
  'status',
  'errorsAs200',
  'resetBefore',
  'resetDuring',
  'resetAfter',
  'truncated',
] as const

/** What can go wrong while pages are walked. */
export const pageFaultKinds = ['versionChange', 'pageVanish'] as const

/** What can go wrong with accepted work. */
export const eventFaultKinds = [
  'eventDelay',
  'eventStuck',
  'eventFail',
  'eventForgotten',
  'allOrNothing',
  'unknownUsersAtOnce',
] as const

/** What can happen to a notification on its way. */
export const notificationFaultKinds = [
  'notificationLost',
  'notificationDoubled',
  'notificationLate',
  'notificationReordered',
] as const

export const faultKinds = [
  ...requestFaultKinds,
  ...pageFaultKinds,
  ...eventFaultKinds,
  ...notificationFaultKinds,
] as const
export type FaultKind = (typeof faultKinds)[number]

/** Something that goes wrong. It hits `times` times, a share of what it could hit, for a time, or any of these together; once when nothing is said. */
export type Fault = {
  kind: FaultKind
  times?: number | undefined
  share?: number | undefined
  forMs?: number | undefined
  /** Below `/mdm/v2`, or `/lookup`; any path of the service when left out. */
  path?: string | undefined
  method?: string | undefined
  /** The first page that it hits. */
  fromPageIndex?: number | undefined
  notificationType?: WireNotificationType | undefined
  delayMs?: number | undefined
  /** An HTTP status, one of Apple's error numbers, or both. */
  status?: number | undefined
  errorNumber?: number | undefined
  /** What the header Retry-After says, as it is. */
  retryAfter?: string | undefined
  /** Lets Retry-After say a date that lies so far ahead. */
  retryAfterDateMs?: number | undefined
  /** How large a part of an event's tasks fails. */
  taskShare?: number | undefined
  /** Whether an event that is stuck or forgotten does its work all the same. */
  isWorkDone?: boolean | undefined
}

/** A fault that is still to come. */
export type ListedFault = Fault & {
  id: string
  /** Absent when it is about all locations. */
  uId: string | undefined
  endsAt: string | undefined
  /** How often it has hit. */
  hitCount: number
}

/** What a fault could hit. */
export type FaultTarget = {
  uId: string | undefined
  path?: string
  method?: string
  pageIndex?: number
  notificationType?: WireNotificationType
  /** Hit only by faults that name its path. */
  isByNameOnly?: boolean
}
