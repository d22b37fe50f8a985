import {
  deleteAssignmentsOfGroup,
  findGroup,
  inUndoneTransaction,
  listMemberIds,
  listTitlesOfGroup,
  type Db,
  type GroupRow,
} from '@pomona/db'
import { AppError, type ProductType } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { writeMembers, type WantedMembers } from '../groups/write-members.ts'
import { planHash } from './plan-hash.ts'
import { groupFacts, planMembers } from './plan-members.ts'
import { addUp, type Effect, type OutcomeCount, type TitlePlan } from './plan-title.ts'

/** What is to be done to a group. */
export type GroupChange = { delete: true } | WantedMembers

export type GroupPlan = {
  hash: string
  added: number
  removed: number
  outcomes: OutcomeCount[]
  apps: (Effect & {
    appId: string
    appName: string
    productType: ProductType
    tokenId: string
    tokenName: string
  })[]
}

const planMs = 120_000

/** P19: what deleting a group, or changing its members, would do, app by app, for those alone whom the change touches. */
export async function planGroupChange(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { groupId: string; change: GroupChange },
): Promise<GroupPlan> {
  return inUndoneTransaction(
    deps.database,
    async (tx) => {
      const group = await findGroup(tx, input.groupId)
      if (group === undefined) throw new AppError('not_found', 'There is no such group.')
      const changed =
        'delete' in input.change
          ? { added: [], removed: await listMemberIds(tx, group) }
          : await writeMembers(tx, group, input.change)
      const titles = await titlesToPlan(tx, group, input.change)
      const plans = await planMembers(tx, { group, titles, changed, now: deps.now() })
      return {
        hash: planHash(groupFacts(plans)),
        added: changed.added.length,
        removed: changed.removed.length,
        outcomes: addUp(plans.flatMap((plan) => plan.outcomes)),
        apps: plans.flatMap(effectsOf),
      }
    },
    { timeoutMs: planMs },
  )
}

/** The titles that are assigned to the group; with the group its assignments go. */
async function titlesToPlan(tx: Db, group: GroupRow, change: GroupChange): Promise<string[]> {
  const titles = await listTitlesOfGroup(tx, group.id)
  if ('delete' in change) await deleteAssignmentsOfGroup(tx, group.id)
  return titles
}

/** Assets that nobody touched has anything of are left out. */
function effectsOf(plan: TitlePlan): GroupPlan['apps'] {
  return plan.licenses.flatMap(({ assetId, name, tokenId, tokenName }) => {
    const effect = plan.effectOf(assetId)
    const asset = plan.assets.find(({ id }) => id === assetId)
    if (asset === undefined || effect.outcomes.length + effect.refusals.length === 0) return []
    return [{ ...effect, appId: assetId, appName: name, productType: asset.productType, tokenId, tokenName }]
  })
}
