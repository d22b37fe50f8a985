import { intents, licenseTypes, planOutcomes, productTypes, promptScenarios } from '@pomona/domain'
import { z } from 'zod'
import { assignmentInput } from './assignments.ts'
import { endpoint, id, idParams, time } from './endpoint.ts'
import { memberChangeInput, replaceMembersInput } from './groups.ts'

const counted = z.array(z.object({ outcome: z.enum(planOutcomes), count: z.number().int() }))

/** What a change of assignments or members would do (P19). Reading one changes nothing. */
const effect = z.object({
  /** How many targets (devices, or people for user licenses) have each outcome; those with none are left out. */
  outcomes: counted,
  /** Reached by assignments that ask for different things; one of them wins (P15). */
  conflictCount: z.number().int(),
  /** Why assignments that reach somebody cannot be carried out, in a sentence each. */
  refusals: z.array(z.object({ reason: z.string(), message: z.string(), count: z.number().int() })),
})

export const planView = effect.extend({
  /** Stands for everything below: saving with it applies exactly this, or says that the world has moved. */
  hash: z.string(),
  /** What the people behind the devices that get the app will be asked, by kind of device (P30). */
  prompts: z.array(
    z.object({
      scenario: z.enum(promptScenarios),
      invitation: z.boolean(),
      installPrompt: z.boolean(),
      appleIdPrompt: z.boolean(),
      count: z.number().int(),
    }),
  ),
  /** Licenses of each token that owns the app, before and after; the token of the plan first. */
  tokens: z.array(
    z.object({
      tokenId: id,
      tokenName: z.string(),
      appId: id,
      /** Free and promised to nobody. */
      availableBefore: z.number().int(),
      /** The same once everything is done: those who are in line served, and what goes back at once given out again. */
      availableAfter: z.number().int(),
      /** Apple sets no limit; then the two numbers above mean nothing. */
      isUnlimited: z.boolean(),
      /** How many wait in line in the end, whoever asks for them. */
      shortCount: z.number().int(),
    }),
  ),
  /** Sentences that an administrator should read before saving, such as that a book never comes back. */
  warnings: z.array(z.string()),
})
export type PlanView = z.infer<typeof planView>

/** One target of a plan. */
export const planItem = z.object({
  /** Unique within a list, the same in every plan. */
  id: z.guid(),
  outcome: z.enum(planOutcomes),
  licenseType: z.enum(licenseTypes).nullable(),
  intent: z.enum(intents).nullable(),
  device: z.object({ id, name: z.string(), serialNumber: z.string().nullable() }).nullable(),
  person: z.object({ id, displayName: z.string(), email: z.string() }).nullable(),
  /** Place in line, from 1, of one who is short. */
  place: z.number().int().nullable(),
  /** Which assignments ask for something else and lose, or why it is refused, in a sentence. */
  reason: z.string().nullable(),
})
export type PlanItem = z.infer<typeof planItem>

const itemsQuery = {
  /** Which targets to list; `conflict` lists those that several assignments ask different things of. */
  show: z.enum([...planOutcomes, 'conflict']),
  search: z.string().trim().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
}
const itemsAnswer = z.object({
  value: z.array(planItem),
  nextCursor: z.string().optional(),
  totalCount: z.number().int(),
})

const draft = z.object({ assignments: z.array(assignmentInput).max(500) })

const planOfList = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'POST',
    path,
    summary: 'What saving this assignment list would do. Changes nothing',
    tag,
    access: 'helpdesk',
    params: idParams,
    body: draft,
    response: planView,
  })

const itemsOfList = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'POST',
    path,
    summary: 'Who is behind a number of the plan, by name',
    tag,
    access: 'helpdesk',
    params: idParams,
    body: draft.extend(itemsQuery),
    response: itemsAnswer,
  })

export const planAssignments = planOfList('/api/v1/apps/:id/assignments/plan', 'Apps')
export const planBookAssignments = planOfList('/api/v1/books/:id/assignments/plan', 'Books')
export const listPlanItems = itemsOfList('/api/v1/apps/:id/assignments/plan/items', 'Apps')
export const listBookPlanItems = itemsOfList('/api/v1/books/:id/assignments/plan/items', 'Books')

/** What a change of a group would do, app by app. */
export const groupPlanView = z.object({
  /** For the change itself, as `planHash`. */
  hash: z.string(),
  /** How many members would be added and removed. */
  added: z.number().int(),
  removed: z.number().int(),
  apps: z.array(
    effect.extend({
      appId: id,
      appName: z.string(),
      productType: z.enum(productTypes),
      tokenId: id,
      tokenName: z.string(),
    }),
  ),
  /** All apps together. */
  outcomes: counted,
})
export type GroupPlanView = z.infer<typeof groupPlanView>

export const planGroup = endpoint({
  method: 'POST',
  path: '/api/v1/groups/:id/plan',
  summary: 'What deleting the group, or changing its members, would do. Changes nothing',
  tag: 'Groups',
  access: 'helpdesk',
  params: idParams,
  /** To delete it; to have exactly these members; or to add and remove some. */
  body: z.union([z.object({ delete: z.literal(true) }), replaceMembersInput, memberChangeInput]),
  response: groupPlanView,
})

/** What taking licenses back would do (P24). */
export const revokePlanView = z.object({
  /** Licenses that go back. */
  goingCount: z.number().int(),
  irrevocableCount: z.number().int(),
  /** On their way back already. */
  alreadyOrderedCount: z.number().int(),
  /** Still due by an assignment: they join the end of the line and get one again when one is free. */
  stillDueCount: z.number().int(),
  plannedAt: time,
})
export type RevokePlanView = z.infer<typeof revokePlanView>

const revokePlan = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'GET',
    path,
    summary: 'What taking all licenses back would do. Changes nothing',
    tag,
    access: 'helpdesk',
    params: idParams,
    response: revokePlanView,
  })

export const planRevokeAppLicenses = revokePlan('/api/v1/apps/:id/licenses/revoke-plan', 'Apps')
export const planRevokeDeviceLicenses = revokePlan('/api/v1/devices/:id/revoke-licenses-plan', 'Devices')
export const planRevokeUserLicenses = revokePlan('/api/v1/users/:id/revoke-licenses-plan', 'Users')
