import { countMembers, inTransaction, markMembers, type Db, type GroupRow } from '@pomona/db'
import type { Actor, Deps } from '../deps.ts'
import { groupFacts, planMembers } from '../plans/plan-members.ts'
import { holdTitlesOfGroup, refuseOtherPlan } from '../plans/saved-plan.ts'
import { record, requireGroup } from './change-group.ts'
import { writeMembers, type ChangedMembers, type WantedMembers } from './write-members.ts'

export type MemberChange = { added: number; removed: number; memberCount: number }

const largeChangeMs = 120_000

/**
 * Changes the members of a group. Everybody who is unknown is listed, and then nothing is changed; neither when the plan of `planHash` is no
 * longer what would happen (P19).
 */
export async function changeMembers(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { groupId: string; members: WantedMembers; planHash?: string | undefined },
): Promise<MemberChange> {
  const { groupId, members, planHash } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      const titles = planHash === undefined ? [] : await holdTitlesOfGroup(tx, groupId)
      const group = await requireGroup(tx, groupId)
      const changed = await writeMembers(tx, group, members)
      if (planHash !== undefined) {
        refuseOtherPlan(planHash, groupFacts(await planMembers(tx, { group, titles, changed, now: deps.now() })))
      }
      return finish(tx, actor, group, changed)
    },
    { timeoutMs: largeChangeMs },
  )
}

async function finish(tx: Db, actor: Actor, group: GroupRow, changed: ChangedMembers): Promise<MemberChange> {
  const change = { added: changed.added.length, removed: changed.removed.length }
  if (change.added + change.removed > 0) {
    await markMembers(tx, group, [...changed.added, ...changed.removed])
    await record(tx, actor, group, {
      action: 'members changed',
      summary: `added ${change.added} and removed ${change.removed} members of ${group.displayName}`,
      after: change,
    })
  }
  return { ...change, memberCount: await countMembers(tx, group) }
}
