import { z } from 'zod'
import { endpoint, id, listOf, listQuery, time } from './endpoint.ts'
import { tokenView } from './tokens.ts'

export const overviewView = z.object({
  tokenCount: z.number().int(),
  /** Tokens that are expiring, broken, or taken over. */
  tokensNeedingAttention: z.array(tokenView.pick({ id: true, displayName: true, state: true, stateReason: true })),
  appCount: z.number().int(),
  bookCount: z.number().int(),
  deviceCount: z.number().int(),
  groupCount: z.number().int(),
  /** Sums over all assets with a limit; unlimited ones are left out. */
  licenses: z.object({
    totalCount: z.number().int(),
    assignedCount: z.number().int(),
    availableCount: z.number().int(),
    promisedCount: z.number().int(),
    waitingCount: z.number().int(),
  }),
  /** The apps that most devices wait for. */
  shortages: z.array(
    z.object({
      appId: id,
      name: z.string(),
      tokenName: z.string(),
      waitingCount: z.number().int(),
      availableCount: z.number().int(),
    }),
  ),
  lastSyncedAt: time.nullable(),
})
export type OverviewView = z.infer<typeof overviewView>

export const getOverview = endpoint({
  method: 'GET',
  path: '/api/v1/overview',
  summary: 'What needs attention, and the totals',
  tag: 'Overview',
  access: 'helpdesk',
  response: overviewView,
})

export const activityView = z.object({
  id,
  at: time,
  actor: z.string(),
  action: z.string(),
  resourceKind: z.string(),
  resourceId: id.nullable(),
  resourceName: z.string(),
  summary: z.string(),
  before: z.unknown(),
  after: z.unknown(),
})
export type ActivityView = z.infer<typeof activityView>

export const listActivity = endpoint({
  method: 'GET',
  path: '/api/v1/activity',
  summary: 'Who did what, when, newest first',
  tag: 'Activity',
  access: 'helpdesk',
  query: listQuery(['-at'], { resourceKind: z.string().max(40).optional(), resourceId: id.optional() }),
  response: listOf(activityView),
})
