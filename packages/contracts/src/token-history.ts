import { syncChangeKinds } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'
import { syncRunView } from './tokens.ts'

const counts = z.object({
  totalCount: z.number().int(),
  assignedCount: z.number().int(),
  availableCount: z.number().int(),
  retiredCount: z.number().int(),
})

export const syncChangeView = z.object({
  /** Absent when the asset has been deleted with its token's data since. */
  appId: id.nullable(),
  name: z.string(),
  kind: z.enum(syncChangeKinds),
  before: counts.nullable(),
  after: counts.nullable(),
})
export type SyncChangeView = z.infer<typeof syncChangeView>

export const getSyncRun = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/syncs/:runId',
  summary: 'One sync with what it found to be different, app by app',
  tag: 'Tokens',
  access: 'helpdesk',
  params: z.object({ id, runId: id }),
  /** At most 500 changes, the biggest first; the counts of the run tell of all. */
  response: syncRunView.extend({ changes: z.array(syncChangeView) }),
})

export const foreignHoldingView = z.object({
  clientUserId: z.string(),
  appId: id,
  appName: z.string(),
  since: time,
})
export type ForeignHoldingView = z.infer<typeof foreignHoldingView>

export const listForeignHoldings = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/foreign-holdings',
  summary: 'Licenses held by VPP users that another system made at the location (P11)',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['clientUserId', '-clientUserId'], { appId: id.optional() }),
  response: listOf(foreignHoldingView),
})

export const notificationView = z.object({
  /** Apple's id of it. */
  notificationId: z.string(),
  type: z.string(),
  /** In a sentence: what it tells. */
  summary: z.string(),
  receivedAt: time,
  appliedAt: time.nullable(),
  /** What came of it, in a sentence. */
  outcome: z.string().nullable(),
})
export type NotificationView = z.infer<typeof notificationView>

export const listNotifications = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/notifications',
  summary: 'What Apple told of the location by itself, newest first',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['-receivedAt', 'receivedAt'], { type: z.string().max(60).optional() }),
  response: listOf(notificationView),
})
