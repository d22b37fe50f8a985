import type { ActivityView } from '@pomona/contracts'
import type { ActivityRow } from '@pomona/db'
import { presentTime } from '../../http/list.ts'

export const presentActivity = (activity: ActivityRow): ActivityView => ({
  id: activity.id,
  at: presentTime(activity.at),
  actor: activity.actor,
  action: activity.action,
  resourceKind: activity.resourceKind,
  resourceId: activity.resourceId,
  resourceName: activity.resourceName,
  summary: activity.summary,
  before: activity.before,
  after: activity.after,
})
