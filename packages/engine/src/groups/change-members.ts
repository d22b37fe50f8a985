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
import { record, requireGroup } from './change-group.ts'
import { findNamedMembers, refuseUnknown, unknownIds, type NamedMembers } from './named-members.ts'

export type MemberChange = { added: number; removed: number; memberCount: number }

const largeChangeMs = 120_000

/** Replaces the members of a group by exactly these. One id that nobody has refuses the whole change. */
export async function replaceMembers(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { groupId: string; ids: string[] },
): Promise<MemberChange> {
  return inTransaction(
    deps.database,
    async (tx) => {
      const group = await requireGroup(tx, input.groupId)
      refuseUnknown(group, await unknownIds(tx, group, 'ids', input.ids))
      const removed = await keepMembers(tx, group, input.ids)
      const added = await addMembers(tx, group, input.ids)
      return finish(tx, actor, group, { added, removed })
    },
    { timeoutMs: largeChangeMs },
  )
}

/** Adds and removes members, by id or by name. Everybody who is unknown is listed, and then nothing is changed. */
export async function changeMembers(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: NamedMembers & { groupId: string; removeIds?: string[] | undefined },
): Promise<MemberChange> {
  const { groupId, removeIds = [], ...named } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      const group = await requireGroup(tx, groupId)
      const addIds = await findNamedMembers(tx, group, named)
      const removed = await removeMembers(tx, group, removeIds)
      const added = await addMembers(tx, group, addIds)
      return finish(tx, actor, group, { added, removed })
    },
    { timeoutMs: largeChangeMs },
  )
}

async function finish(
  tx: Db,
  actor: Actor,
  group: GroupRow,
  changed: { added: string[]; removed: string[] },
): Promise<MemberChange> {
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
