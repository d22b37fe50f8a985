import {
  countUpListsOfGroup,
  deleteAssignmentsOfGroup,
  deleteGroup as deleteGroupRow,
  inTransaction,
  insertGroup,
  isGroupNameTaken,
  listMemberIds,
  lockGroup,
  markTitlesOfGroup,
  recordActivity,
  updateGroup as updateGroupRow,
  type Db,
  type GroupRow,
} from '@pomona/db'
import { AppError, type GroupKind } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { groupFacts, planMembers } from '../plans/plan-members.ts'
import { holdTitlesOfGroup, refuseOtherPlan } from '../plans/saved-plan.ts'

const nameTaken = (name: string) => {
  const message = `There is already a group called “${name}”. Choose another name.`
  return new AppError('conflict', message, { details: [{ path: 'body.displayName', message }] })
}

/** Creates an empty group. Names are unique. */
export async function createGroup(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { displayName: string; description: string; kind: GroupKind },
): Promise<{ id: string }> {
  return inTransaction(deps.database, async (tx) => {
    const group = await insertGroup(tx, input)
    if (group === undefined) throw nameTaken(input.displayName)
    await record(tx, actor, group, { action: 'created', summary: `created the group ${group.displayName}` })
    return { id: group.id }
  })
}

/** Renames or describes a group. */
export async function updateGroup(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { groupId: string; displayName?: string | undefined; description?: string | undefined },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const group = await requireGroup(tx, input.groupId)
    const { displayName = group.displayName, description = group.description } = input
    if (await isGroupNameTaken(tx, displayName, group.id)) throw nameTaken(displayName)
    await updateGroupRow(tx, group.id, { displayName, description })
    const changed = { ...group, displayName }
    await record(tx, actor, changed, {
      action: 'changed',
      summary: `changed the group ${displayName}`,
      before: { displayName: group.displayName, description: group.description },
      after: { displayName, description },
    })
  })
}

const largeGroupMs = 120_000

/**
 * Deletes a group and the assignments to it; licenses that its devices hold stay with them (P23). Nothing is done when the plan of
 * `planHash` is no longer what would happen (P19).
 */
export async function deleteGroup(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { groupId: string; planHash?: string | undefined },
): Promise<void> {
  const { groupId, planHash } = input
  await inTransaction(
    deps.database,
    async (tx) => {
      const titles = planHash === undefined ? [] : await holdTitlesOfGroup(tx, groupId)
      const group = await requireGroup(tx, groupId)
      await markTitlesOfGroup(tx, group.id)
      await countUpListsOfGroup(tx, group.id)
      if (planHash !== undefined) {
        const changed = { added: [], removed: await listMemberIds(tx, group) }
        await deleteAssignmentsOfGroup(tx, group.id)
        refuseOtherPlan(planHash, groupFacts(await planMembers(tx, { group, titles, changed, now: deps.now() })))
      }
      await deleteGroupRow(tx, group.id)
      await record(tx, actor, group, { action: 'deleted', summary: `deleted the group ${group.displayName}` })
    },
    { timeoutMs: largeGroupMs },
  )
}

/** Reads a group and holds it until the transaction ends; refuses when there is none. */
export async function requireGroup(tx: Db, id: string): Promise<GroupRow> {
  const group = await lockGroup(tx, id)
  if (group === undefined) throw new AppError('not_found', 'There is no such group.')
  return group
}

/** Records what was done to a group. */
export async function record(
  tx: Db,
  actor: Actor,
  group: GroupRow,
  what: { action: string; summary: string; before?: object; after?: object },
): Promise<void> {
  await recordActivity(tx, {
    accountId: actor.accountId,
    actor: actor.name,
    resourceKind: 'group',
    resourceId: group.id,
    resourceName: group.displayName,
    ...what,
  })
}
