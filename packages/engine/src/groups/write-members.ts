import { addMembers, keepMembers, removeMembers, type Db, type GroupRow } from '@pomona/db'
import { findNamedMembers, refuseUnknown, unknownIds, type NamedMembers } from './named-members.ts'

/** Exactly these members; or some to add, by id or by name, and some to remove. */
export type WantedMembers = { ids: string[] } | (NamedMembers & { removeIds?: string[] | undefined })

/** Who joined and who left. */
export type ChangedMembers = { added: string[]; removed: string[] }

/** Changes the members, or refuses with everybody who is unknown; nothing is marked or recorded, so that a plan can do it too. */
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
