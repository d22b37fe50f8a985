import { createHash } from 'node:crypto'
import type { Db, GroupRow, Scope } from '@pomona/db'
import type { ChangedMembers } from '../groups/write-members.ts'
import type { PlanFacts } from './plan-hash.ts'
import { addUp, planTitle, type TitlePlan } from './plan-title.ts'

/** Works out every title for whom a change of the group touched. */
export async function planMembers(
  tx: Db,
  input: { group: GroupRow; titles: string[]; changed: ChangedMembers; now: Date },
): Promise<TitlePlan[]> {
  const ids = [...input.changed.added, ...input.changed.removed]
  if (ids.length === 0) return []
  const scope: Scope =
    input.group.kind === 'device' ? { deviceIds: ids, personIds: [] } : { deviceIds: [], personIds: ids }
  const plans: TitlePlan[] = []
  for (const adamId of input.titles) plans.push(await planTitle(tx, { adamId, scope, now: input.now }))
  return plans
}

/** What the hash of such a plan is made of: all titles together. */
export function groupFacts(plans: TitlePlan[]): PlanFacts {
  return {
    digest: createHash('sha256')
      .update(plans.map(({ digest }) => digest).join())
      .digest('hex'),
    outcomes: addUp(plans.flatMap(({ outcomes }) => outcomes)),
    assets: plans.flatMap(({ licenses }) =>
      licenses.map(({ assetId, name, freeBefore }) => ({ assetId, name, freeCount: freeBefore })),
    ),
  }
}
