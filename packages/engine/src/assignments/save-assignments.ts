import {
  findAssetForAssignment,
  findGroups,
  forgetFailures,
  inTransaction,
  lockAsset,
  markAssets,
  readAssignments,
  recordActivity,
  replaceAssignments,
  writeAssignments,
  type AssetForAssignment,
  type Db,
  type NewAssignment,
} from '@pomona/db'
import { AppError, type ProductType } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { holdTitle, refuseMoved } from '../plans/saved-plan.ts'
import { defaultLicenseType, findFaults, type AssignmentToSave } from './find-faults.ts'

export type AssignmentList = { assetId: string; productType?: ProductType; assignments: AssignmentToSave[] }

/** A plan is worked out again before it is saved, for as many targets as there are. */
const transactionMs = 120_000

/**
 * Replaces the assignment list of an app or book (P14, P16). `expectedVersion` is the version that the admin saw; when somebody changed the
 * list since, nothing is saved, and neither when the plan of `planHash` is no longer what would happen (P19). All faults of the list are
 * reported together. Answers the new version.
 */
export async function saveAssignments(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: AssignmentList & { expectedVersion: number; planHash?: string | undefined },
): Promise<{ version: number }> {
  const { assetId, planHash } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      if (planHash !== undefined) await holdTitle(tx, assetId)
      const { asset, record } = await replaceList(tx, input)
      if (planHash !== undefined) await refuseMoved(tx, { asset, planHash, now: deps.now() })
      await markAssets(tx, [asset.id])
      await record(actor)
      return { version: asset.assignmentsVersion + 1 }
    },
    { timeoutMs: transactionMs },
  )
}

/** Puts a list in its place as saving it would, for a transaction that is undone: nobody is held up, and nothing is marked or recorded. */
export async function draftList(tx: Db, input: AssignmentList): Promise<AssetForAssignment> {
  const asset = refuseOther(await findAssetForAssignment(tx, input.assetId), input)
  const { after } = await readList(tx, asset, input)
  await writeAssignments(tx, asset.id, after)
  await forgetFailures(tx, asset.id)
  return asset
}

async function replaceList(
  tx: Db,
  input: AssignmentList & { expectedVersion: number },
): Promise<{ asset: AssetForAssignment; record: (actor: Actor) => Promise<void> }> {
  const { productType = 'App' } = input
  const asset = refuseOther(await lockAsset(tx, input.assetId), input)
  if (asset.assignmentsVersion !== input.expectedVersion) {
    throw new AppError(
      'precondition_failed',
      `Somebody else changed the assignments of ${asset.name} while you were editing them. Load them again; your changes are not saved.`,
    )
  }
  const { after, groups } = await readList(tx, asset, input)
  const before = await readAssignments(tx, asset.id)
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

function refuseOther(asset: AssetForAssignment | undefined, input: AssignmentList): AssetForAssignment {
  const { productType = 'App' } = input
  if (asset?.productType === productType) return asset
  throw new AppError('not_found', `There is no such ${productType === 'Book' ? 'book' : 'app'}.`)
}

/** The rows of a list, with the groups that it names. A list with faults is refused. */
async function readList(tx: Db, asset: AssetForAssignment, { assignments }: AssignmentList) {
  const groups = await findGroups(
    tx,
    assignments.flatMap(({ target }) => target.groupId ?? []),
  )
  const faults = findFaults(assignments, groups, asset)
  if (faults.length > 0) {
    const message = `The assignments of ${asset.name} were not saved: ${faults[0]?.message}`
    throw new AppError('invalid_input', message, { details: faults })
  }
  return { after: assignments.map((assignment, position) => toRow(assignment, position, asset)), groups }
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
