import {
  addMembers,
  countMembers,
  inTransaction,
  keepMembers,
  markMembers,
  removeMembers,
  type Db,
  type GroupRow,
} from '@pomona/db'
import type { Actor, Deps } from '../deps.ts'
import { groupFacts, planTitles } from '../plans/plan-group.ts'
import { holdTitlesOfGroup, refuseOtherPlan } from '../plans/saved-plan.ts'
import { record, requireGroup } from './change-group.ts'
import { findNamedMembers, refuseUnknown, unknownIds, type NamedMembers } from './named-members.ts'

export type MemberChange = { added: number; removed: number; memberCount: number }

/** Exactly these members; or some to add, by id or by name, and some to remove. */
export type WantedMembers = { ids: string[] } | (NamedMembers & { removeIds?: string[] | undefined })

/** Who joined and who left. */
export type ChangedMembers = { added: string[]; removed: string[] }

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
        refuseOtherPlan(planHash, groupFacts(await planTitles(tx, { group, titles, changed, now: deps.now() })))
      }
      return finish(tx, actor, group, changed)
    },
    { timeoutMs: largeChangeMs },
  )
}

/** Writes the change alone, for a plan too. */
export async function writeMembers(tx: Db, group: GroupRow, members: WantedMembers): Promise<ChangedMembers> {
  if ('ids' in members) {
    refuseUnknown(group, await unknownIds(tx, group, 'ids', members.ids))
    const removed = await keepMembers(tx, group, members.ids)
    return { removed, added: await addMembers(tx, group, members.ids) }
  }
  const { removeIds = [], ...named } = members
  const addIds = await findNamedMembers(tx, group, named)
  const removed = await removeMembers(tx, group, removeIds)
  return { removed, added: await addMembers(tx, group, addIds) }
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
