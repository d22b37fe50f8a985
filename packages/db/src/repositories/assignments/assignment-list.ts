import type { AssignmentTargetKind, Intent, LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'

export type AssignmentRow = {
  id: string
  targetKind: AssignmentTargetKind
  groupId: string | null
  isExclusion: boolean
  intent: Intent | null
  licenseType: LicenseType | null
  uninstallOnDeviceRemoval: boolean
  isRemovable: boolean
  preventBackup: boolean
  preventAutomaticUpdate: boolean
  position: number
}
export type NewAssignment = Omit<AssignmentRow, 'id'>

export type AssetForAssignment = {
  id: string
  tokenId: string
  adamId: string
  name: string
  productType: 'App' | 'Book'
  deviceAssignable: boolean
  assignmentsVersion: number
}

/** Reads an asset and holds it until the transaction ends, so that changes of its list and its orders take turns. */
export async function lockAsset(db: Db, assetId: string): Promise<AssetForAssignment | undefined> {
  const [asset] = await db.$queryRaw<AssetForAssignment[]>(Prisma.sql`${assetOf(assetId)} for no key update`)
  return asset
}

/** Reads the same and holds nobody up. */
export async function findAssetForAssignment(db: Db, assetId: string): Promise<AssetForAssignment | undefined> {
  const [asset] = await db.$queryRaw<AssetForAssignment[]>(assetOf(assetId))
  return asset
}

const assetOf = (assetId: string): Prisma.Sql => Prisma.sql`
  select id, token_id as "tokenId", adam_id as "adamId", name, product_type as "productType",
    device_assignable as "deviceAssignable", assignments_version as "assignmentsVersion"
  from assets where id = ${assetId}::uuid and ${isOfLiveToken('token_id')}`

export async function readAssignments(db: Db, assetId: string): Promise<AssignmentRow[]> {
  return db.assignment.findMany({ where: { assetId }, orderBy: { position: 'asc' } })
}

/** Replaces the list and counts its version up. */
export async function replaceAssignments(db: Db, assetId: string, assignments: NewAssignment[]): Promise<void> {
  await writeAssignments(db, assetId, assignments)
  await db.asset.update({ where: { id: assetId }, data: { assignmentsVersion: { increment: 1 } } })
}

/** Replaces the list alone. Assignments to a target that stays keep their id and age. */
export async function writeAssignments(db: Db, assetId: string, assignments: NewAssignment[]): Promise<void> {
  const existing = await readAssignments(db, assetId)
  const targetOf = (row: NewAssignment) => `${row.targetKind} ${row.groupId}`
  const idByTarget = new Map(existing.map((row) => [targetOf(row), row.id]))
  const kept = new Set(assignments.map(targetOf))
  await db.assignment.deleteMany({
    where: { id: { in: existing.filter((row) => !kept.has(targetOf(row))).map((row) => row.id) } },
  })
  for (const assignment of assignments) {
    const id = idByTarget.get(targetOf(assignment))
    if (id === undefined) await db.assignment.create({ data: { ...assignment, assetId } })
    else await db.assignment.update({ where: { id }, data: assignment })
  }
}

/** Counts up the version of every list that names a group, which is about to leave it. */
export async function countUpListsOfGroup(db: Db, groupId: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update assets set assignments_version = assignments_version + 1
    where id in (
      select id from assets where id in (select asset_id from assignments where group_id = ${groupId}::uuid)
      order by id for no key update)`)
}

/** Which of these groups exist, with their kind. */
export async function findGroups(
  db: Db,
  ids: string[],
): Promise<{ id: string; displayName: string; kind: 'user' | 'device' }[]> {
  return db.group.findMany({ where: { id: { in: ids } }, select: { id: true, displayName: true, kind: true } })
}

/** The titles whose assignment lists name this group, in one order. */
export async function listTitlesOfGroup(db: Db, groupId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ adamId: string }[]>(Prisma.sql`
    select distinct a.adam_id as "adamId" from assignments s join assets a on a.id = s.asset_id
    where s.group_id = ${groupId}::uuid and ${isOfLiveToken('a.token_id')} order by 1`)
  return rows.map(({ adamId }) => adamId)
}

/** Takes the group out of every assignment list, as deleting it does. */
export async function deleteAssignmentsOfGroup(db: Db, groupId: string): Promise<void> {
  await db.assignment.deleteMany({ where: { groupId } })
}
