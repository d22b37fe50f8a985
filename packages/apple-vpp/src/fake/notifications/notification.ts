import type { WireNotificationType } from '../../wire/notifications.ts'

/** What a notification says, before it has an id and an address. */
export type Notification = { notificationType: WireNotificationType; notification: object }

/** A notification that has not been delivered yet. */
export type OutboxItem = Notification & {
  notificationId: string
  /** How often it was tried. */
  tries: number
  dueAt: number
  /** It lets the next one pass. */
  isOvertaken?: boolean
}

/** Where a location's notifications go, and which ones. */
export type Subscription = { url: string | undefined; authToken: string | undefined; types: WireNotificationType[] }

/** One request to the address of a client. */
export type NotificationPost = { url: string; authToken: string; body: object }

/** Posts a notification and tells the status of the answer, or why there was none. */
export type Deliver = (post: NotificationPost) => Promise<{ status: number } | { problem: string }>

/** What became of one try. */
export type DeliveryRecord = {
  at: string
  uId: string
  notificationId: string
  notificationType: WireNotificationType
  attempt: number
  isDelivered: boolean
  status: number | undefined
  problem: string | undefined
}
