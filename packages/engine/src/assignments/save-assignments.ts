import {
  findGroups,
  forgetFailures,
  inTransaction,
  lockAsset,
  markAssets,
  readAssignments,
  recordActivity,
  replaceAssignments,
  type AssetForAssignment,
  type Db,
  type NewAssignment,
} from '@pomona/db'
import { AppError, type ProductType } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { defaultLicenseType, findFaults, type AssignmentToSave } from './find-faults.ts'

export type AssignmentList = { assetId: string; productType?: ProductType; assignments: AssignmentToSave[] }

/**
 * Replaces the assignment list of an app or book (P14, P16). `expectedVersion` is the version that the admin saw; when somebody changed the
 * list since, nothing is saved. All faults of the list are reported together. Answers the new version.
 */
export async function saveAssignments(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: AssignmentList & { expectedVersion: number },
): Promise<{ version: number }> {
  return inTransaction(deps.database, async (tx) => {
    const { asset, record } = await replaceList(tx, input, input.expectedVersion)
    await markAssets(tx, [asset.id])
    await record(actor)
    return { version: asset.assignmentsVersion + 1 }
  })
}

/**
 * Puts another list in the place of an asset's, in this transaction alone: nothing is marked, and nothing recorded unless `record` is
 * called. A list that was changed since `expectedVersion`, or that has faults, is refused. What Apple had refused may be ordered again.
 */
export async function replaceList(
  tx: Db,
  input: AssignmentList,
  expectedVersion?: number,
): Promise<{ asset: AssetForAssignment; record: (actor: Actor) => Promise<void> }> {
  const { productType = 'App' } = input
  const asset = await lockAsset(tx, input.assetId)
  if (asset === undefined || asset.productType !== productType) {
    throw new AppError('not_found', `There is no such ${productType === 'Book' ? 'book' : 'app'}.`)
  }
  if (expectedVersion !== undefined && asset.assignmentsVersion !== expectedVersion) {
    throw new AppError(
      'precondition_failed',
      `Somebody else changed the assignments of ${asset.name} while you were editing them. Load them again; your changes are not saved.`,
    )
  }
  const groups = await findGroups(
    tx,
    input.assignments.flatMap(({ target }) => target.groupId ?? []),
  )
  const faults = findFaults(input.assignments, groups, asset)
  if (faults.length > 0) {
    const message = `The assignments of ${asset.name} were not saved: ${faults[0]?.message}`
    throw new AppError('invalid_input', message, { details: faults })
  }

  const before = await readAssignments(tx, asset.id)
  const after = input.assignments.map((assignment, position) => toRow(assignment, position, asset))
  await replaceAssignments(tx, asset.id, after)
  await forgetFailures(tx, asset.id)
  const nameOf = (row: NewAssignment) => groups.find((group) => group.id === row.groupId)?.displayName ?? row.groupId
  const describe = (row: NewAssignment) => ({
    target: row.targetKind === 'group' ? nameOf(row) : row.targetKind,
    asked: row.isExclusion ? 'excluded' : `${row.intent}, ${row.licenseType} license`,
  })
  const record = (actor: Actor) =>
    recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'assigned',
      resourceKind: productType === 'Book' ? 'book' : 'app',
      resourceId: asset.id,
      resourceName: asset.name,
      summary: `changed the assignments of ${asset.name}`,
      before: before.map(describe),
      after: after.map(describe),
    })
  return { asset, record }
}

function toRow(assignment: AssignmentToSave, position: number, asset: AssetForAssignment): NewAssignment {
  const isExclusion = assignment.target.exclude === true
  return {
    targetKind: assignment.target.kind,
    groupId: assignment.target.groupId ?? null,
    isExclusion,
    intent: isExclusion ? null : (assignment.intent ?? null),
    licenseType: isExclusion ? null : (assignment.licenseType ?? defaultLicenseType(asset)),
    uninstallOnDeviceRemoval: assignment.settings?.uninstallOnDeviceRemoval ?? true,
    isRemovable: assignment.settings?.isRemovable ?? true,
    preventBackup: assignment.settings?.preventBackup ?? false,
    preventAutomaticUpdate: assignment.settings?.preventAutomaticUpdate ?? false,
    position,
  }
}
