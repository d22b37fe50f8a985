import {
  countPrompts,
  findGroups,
  findPlanFacts,
  inUndoneTransaction,
  listPlanned,
  type Db,
  type ListPage,
  type PlanAsset,
  type PlannedItem,
  type PromptCount,
} from '@pomona/db'
import {
  AppError,
  canWrite,
  planWarnings,
  promptScenarios,
  promptTable,
  promptsFor,
  type PlanOutcome,
  type ProductType,
  type Prompts,
  type PromptScenario,
} from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { draftList, type AssignmentList } from '../assignments/save-assignments.ts'
import { planHash } from './plan-hash.ts'
import { reasonOf } from './plan-texts.ts'
import { factsOf, isRefusalReason, messageOf, planTitle, type Effect, type TitlePlan } from './plan-title.ts'

/** An assignment list as it might be saved. */
export type AssignmentsToPlan = AssignmentList & { productType: ProductType }

export type AssignmentsPlan = Effect & {
  hash: string
  prompts: (Prompts & { scenario: PromptScenario; count: number })[]
  tokens: PlanAsset[]
  warnings: string[]
}

const planMs = 60_000

/**
 * P19: what saving this list would do. The list is put in place, worked out and undone, so the plan is what would happen if nothing else
 * moved until then.
 */
export async function planAssignments(
  deps: Pick<Deps, 'database' | 'now'>,
  draft: AssignmentsToPlan,
): Promise<AssignmentsPlan> {
  return inUndoneTransaction(
    deps.database,
    async (tx) => {
      const plan = await planDraft(tx, draft, deps.now())
      const { conflictCount, refusals } = plan.effectOf(draft.assetId)
      const prompts = await countPrompts(tx, draft.assetId)
      return {
        hash: planHash(factsOf(plan)),
        outcomes: plan.outcomes,
        conflictCount,
        refusals,
        prompts: addPrompts(prompts),
        tokens: plan.licenses,
        warnings: await warningsOf(tx, draft, plan, prompts),
      }
    },
    { timeoutMs: planMs },
  )
}

/** One target of a plan, with why it comes out so where that is not plain. */
export type PlanItem = Omit<PlannedItem, 'classId' | 'refusal'> & { reason: string | null }

export type PlanItemsRequest = AssignmentsToPlan & {
  show: PlanOutcome | 'conflict'
  search?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Who is behind a number of such a plan, by name. */
export async function listPlanItems(
  deps: Pick<Deps, 'database' | 'now'>,
  request: PlanItemsRequest,
): Promise<ListPage<PlanItem>> {
  return inUndoneTransaction(
    deps.database,
    async (tx) => {
      const plan = await planDraft(tx, request, deps.now())
      const nameOf = await namesOfAssignments(tx, plan)
      const page = await listPlanned(tx, request)
      const items = page.items.map(({ classId, refusal, ...item }) => {
        if (refusal !== null) return { ...item, reason: messageOf(refusal) }
        const effective = classId === null ? undefined : plan.classes[classId]?.effective
        return { ...item, reason: effective === undefined ? null : reasonOf(effective, nameOf) }
      })
      return { ...page, items }
    },
    { timeoutMs: planMs },
  )
}

async function planDraft(tx: Db, draft: AssignmentsToPlan, now: Date): Promise<TitlePlan> {
  const { assetId } = draft
  const { adamId } = await draftList(tx, draft)
  return planTitle(tx, { adamId, scope: 'all', now, assetId })
}

/** Whom each assignment of the title is for. */
async function namesOfAssignments(tx: Db, { assets }: TitlePlan): Promise<(assignmentId: string) => string> {
  const assignments = assets.flatMap((asset) => asset.assignments)
  const groups = await findGroups(tx, [...new Set(assignments.flatMap(({ groupId }) => groupId ?? []))])
  const everybody = { allUsers: 'All users', allDevices: 'All devices', group: 'a deleted group' }
  const names = new Map(
    assignments.map(({ id, targetKind, groupId }) => [
      id,
      groups.find((group) => group.id === groupId)?.displayName ?? everybody[targetKind],
    ]),
  )
  return (assignmentId) => names.get(assignmentId) ?? everybody.group
}

function addPrompts(counts: PromptCount[]): AssignmentsPlan['prompts'] {
  const asked = counts.map((facts) => ({ result: promptsFor(facts), count: facts.count }))
  return promptScenarios.flatMap((scenario) => {
    const count = asked.reduce(
      (sum, one) => (one.result.kind === 'asked' && one.result.scenario === scenario ? sum + one.count : sum),
      0,
    )
    return count === 0 ? [] : [{ scenario, ...promptTable[scenario], count }]
  })
}

async function warningsOf(
  tx: Db,
  draft: AssignmentsToPlan,
  plan: TitlePlan,
  prompts: PromptCount[],
): Promise<string[]> {
  const facts = await findPlanFacts(tx, draft.assetId)
  const asset = plan.assets.find(({ id }) => id === draft.assetId)
  if (facts === undefined || asset === undefined) throw new AppError('not_found', 'It is no longer here.')
  const { leavingCount: leaving } = plan
  const warnings = planWarnings({
    asset: { ...asset, isListedByApple: facts.vanishedAt === null },
    tokenProblem: tokenProblem(facts),
    assignments: asset.assignments,
    outcomes: plan.outcomes,
    refusals: plan
      .effectOf(draft.assetId)
      .refusals.flatMap(({ reason, count }) => (isRefusalReason(reason) ? [{ reason, count }] : [])),
    storeBlockedCount: prompts.reduce((sum, { storeBlockedCount }) => sum + storeBlockedCount, 0),
  })
  return leaving === 0
    ? warnings
    : [
        ...warnings,
        leaving === 1
          ? 'One that waits for a license is no longer asked for, and leaves the line.'
          : `${leaving} that wait for a license are no longer asked for, and leave the line.`,
      ]
}

function tokenProblem({ state, stateReason, pausedAt }: NonNullable<Awaited<ReturnType<typeof findPlanFacts>>>) {
  if (!canWrite(state)) return stateReason ?? 'The token cannot be used for now.'
  return pausedAt === null ? null : 'All licenses of the token were called back. An administrator can resume it.'
}
