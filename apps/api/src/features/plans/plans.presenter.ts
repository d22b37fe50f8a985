import type { GroupPlanView, PlanItem as PlanItemView, PlanView, RevokePlanView } from '@pomona/contracts'
import type { AssignmentsPlan, GroupPlan, PlanItem, RevokePlan } from '@pomona/engine'
import { presentTime } from '../../http/list.ts'

type Effect = Pick<AssignmentsPlan, 'outcomes' | 'conflictCount' | 'refusals'>

const presentEffect = ({ outcomes, conflictCount, refusals }: Effect) => ({ outcomes, conflictCount, refusals })

export const presentPlan = (plan: AssignmentsPlan): PlanView => ({
  ...presentEffect(plan),
  hash: plan.hash,
  prompts: plan.prompts,
  tokens: plan.tokens.map(({ assetId, tokenId, tokenName, isUnlimited, freeBefore, freeAfter, shortCount }) => ({
    tokenId,
    tokenName,
    appId: assetId,
    availableBefore: freeBefore,
    availableAfter: freeAfter,
    isUnlimited,
    shortCount,
  })),
  warnings: plan.warnings,
})

export const presentPlanItem = (item: PlanItem): PlanItemView => ({
  id: item.id,
  outcome: item.outcome,
  licenseType: item.licenseType,
  intent: item.intent,
  device: item.device,
  person: item.person,
  place: item.place,
  reason: item.reason,
})

export const presentGroupPlan = (plan: GroupPlan): GroupPlanView => ({
  hash: plan.hash,
  added: plan.added,
  removed: plan.removed,
  outcomes: plan.outcomes,
  apps: plan.apps.map((app) => ({
    ...presentEffect(app),
    appId: app.appId,
    appName: app.appName,
    productType: app.productType,
    tokenId: app.tokenId,
    tokenName: app.tokenName,
  })),
})

export const presentRevokePlan = (plan: RevokePlan): RevokePlanView => ({
  goingCount: plan.goingCount,
  irrevocableCount: plan.irrevocableCount,
  alreadyOrderedCount: plan.alreadyOrderedCount,
  stillDueCount: plan.stillDueCount,
  plannedAt: presentTime(plan.plannedAt),
})
