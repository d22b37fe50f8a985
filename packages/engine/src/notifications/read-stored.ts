import { parseNotification, type AppleNotification } from '@pomona/apple-vpp'
import type { NotificationToApply } from '@pomona/db'

/** A stored notification, read; absent content when it could not be. */
export type Telling = {
  notificationId: string
  receivedAt: Date
  content: AppleNotification | undefined
  /** What it tells of associations that somebody's finished work changed. */
  associations: Extract<AppleNotification, { kind: 'associations' }> | undefined
  /** What it tells of users that somebody's finished work changed, or who accepted. */
  users: Extract<AppleNotification, { kind: 'users' | 'usersAssociated' }> | undefined
}

export function readStored({ notificationId, receivedAt, body }: NotificationToApply): Telling {
  const parsed = parseNotification(body)
  const content = parsed.ok ? parsed.notification : undefined
  const isDone = content !== undefined && (!('isSuccess' in content) || content.isSuccess)
  return {
    notificationId,
    receivedAt,
    content,
    associations: content?.kind === 'associations' && isDone ? content : undefined,
    users: (content?.kind === 'users' || content?.kind === 'usersAssociated') && isDone ? content : undefined,
  }
}

/** The event that a notification is about, and of how much of it this one tells. */
export function eventOf({ content }: Telling): { eventId: string; count: number } | undefined {
  if (content === undefined || !('eventId' in content) || content.eventId === undefined) return undefined
  const count = content.kind === 'associations' ? content.associations.length : content.users.length
  return { eventId: content.eventId, count }
}
