import {
  findGroups,
  inTransaction,
  lockAsset,
  markAssets,
  readAssignments,
  recordActivity,
  replaceAssignments,
  type NewAssignment,
} from '@pomona/db'
import { AppError, type AssignmentTargetKind, type ErrorDetail, type Intent, type LicenseType } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'

export type AssignmentToSave = {
  target: { kind: AssignmentTargetKind; groupId?: string | undefined; exclude?: boolean | undefined }
  intent?: Intent | undefined
  licenseType?: LicenseType | undefined
  settings?:
    | {
        uninstallOnDeviceRemoval?: boolean | undefined
        isRemovable?: boolean | undefined
        preventBackup?: boolean | undefined
        preventAutomaticUpdate?: boolean | undefined
      }
    | undefined
}

/**
 * Replaces an app's assignment list (P14). `expectedVersion` is the version that the admin saw; when somebody changed the list since,
 * nothing is saved. All faults of the list are reported together. Answers the new version.
 */
export async function saveAssignments(
  deps: Pick<Deps, 'database'>,
  actor: Actor,
  input: { assetId: string; expectedVersion: number; assignments: AssignmentToSave[] },
): Promise<{ version: number }> {
  return inTransaction(deps.database, async (tx) => {
    const asset = await lockAsset(tx, input.assetId)
    if (asset === undefined || asset.productType !== 'App') throw new AppError('not_found', 'There is no such app.')
    if (asset.assignmentsVersion !== input.expectedVersion) {
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
    const after = input.assignments.map(toRow)
    await replaceAssignments(tx, asset.id, after)
    await markAssets(tx, [asset.id])
    const nameOf = (row: NewAssignment) => groups.find((group) => group.id === row.groupId)?.displayName ?? row.groupId
    const describe = (row: NewAssignment) => ({
      target: row.targetKind === 'group' ? nameOf(row) : row.targetKind,
      asked: row.isExclusion ? 'excluded' : `${row.intent}, ${row.licenseType} license`,
    })
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'assigned',
      resourceKind: 'app',
      resourceId: asset.id,
      resourceName: asset.name,
      summary: `changed the assignments of ${asset.name}`,
      before: before.map(describe),
      after: after.map(describe),
    })
    return { version: asset.assignmentsVersion + 1 }
  })
}

function toRow(assignment: AssignmentToSave, position: number): NewAssignment {
  const isExclusion = assignment.target.exclude === true
  return {
    targetKind: assignment.target.kind,
    groupId: assignment.target.groupId ?? null,
    isExclusion,
    intent: isExclusion ? null : (assignment.intent ?? null),
    licenseType: isExclusion ? null : (assignment.licenseType ?? 'device'),
    uninstallOnDeviceRemoval: assignment.settings?.uninstallOnDeviceRemoval ?? true,
    isRemovable: assignment.settings?.isRemovable ?? true,
    preventBackup: assignment.settings?.preventBackup ?? false,
    preventAutomaticUpdate: assignment.settings?.preventAutomaticUpdate ?? false,
    position,
  }
}

function findFaults(
  assignments: AssignmentToSave[],
  groups: { id: string; displayName: string; kind: 'user' | 'device' }[],
  asset: { name: string; deviceAssignable: boolean },
): ErrorDetail[] {
  const seen = new Set<string>()
  return assignments.flatMap(({ target, intent, licenseType }, index): ErrorDetail[] => {
    const at = (field: string, message: string) => ({ path: `body.assignments.${index}.${field}`, message })
    const group = groups.find(({ id }) => id === target.groupId)
    const key = `${target.kind} ${target.groupId}`
    const faults: ErrorDetail[] = []
    if (seen.has(key)) faults.push(at('target', 'The same group stands in the list twice. Keep one of the two.'))
    seen.add(key)
    if (target.kind !== 'group') {
      faults.push(
        at('target.kind', 'Assigning to all users or all devices is not available yet. Choose a device group.'),
      )
    } else if (group === undefined) {
      faults.push(at('target.groupId', 'This group no longer exists. Remove it from the list.'))
    } else if (group.kind !== 'device') {
      faults.push(at('target.groupId', `${group.displayName} is a user group. Only device groups can be assigned yet.`))
    }
    if (target.exclude === true) return faults
    if (intent === 'available') {
      faults.push(
        at('intent', 'Available needs the Company Portal, which is not there yet. Choose Required or Uninstall.'),
      )
    }
    if (licenseType === 'user') {
      faults.push(at('licenseType', 'User licensing is not available yet. Choose Device licensing.'))
    } else if (!asset.deviceAssignable) {
      faults.push(
        at('licenseType', `${asset.name} cannot be licensed to devices, and user licensing is not available yet.`),
      )
    }
    return faults
  })
}
