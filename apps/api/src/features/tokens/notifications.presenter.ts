import type { NotificationView } from '@pomona/contracts'
import type { NotificationRow } from '@pomona/db'
import { describeNotification } from '@pomona/engine'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

/** What may leave of a notification: what it tells in words. Its body holds e-mail addresses and invitation codes. */
export const presentNotification = (row: NotificationRow): NotificationView => ({
  notificationId: row.notificationId,
  type: row.type,
  summary: describeNotification(row),
  receivedAt: presentTime(row.receivedAt),
  appliedAt: presentOptionalTime(row.appliedAt),
  outcome: row.outcome,
})
