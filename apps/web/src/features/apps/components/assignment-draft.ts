import type { AssetView, AssignmentInput, AssignmentView, GroupView } from '@pomona/contracts'
import type { Intent, LicenseType } from '@pomona/domain'
import { freeCountOf } from './asset-counts.ts'

/** One line of the list as it is being edited. */
export type DraftRow = {
  key: string
  target: AssignmentView['target']
  intent: Intent
  licenseType: LicenseType
  settings: AssignmentView['settings']
}

const defaultSettings: DraftRow['settings'] = {
  uninstallOnDeviceRemoval: true,
  isRemovable: true,
  preventBackup: false,
  preventAutomaticUpdate: false,
}

function keyOf(target: { kind: string; groupId?: string | undefined }): string {
  return target.groupId ?? target.kind
}

export function toDraft(assignments: readonly AssignmentView[]): DraftRow[] {
  return assignments.map(({ target, intent, licenseType, settings }) => ({
    key: keyOf(target),
    target,
    intent: intent ?? 'required',
    licenseType: licenseType ?? 'device',
    settings,
  }))
}

export function toRow(group: GroupView, exclude: boolean): DraftRow {
  return {
    key: group.id,
    target: {
      kind: 'group',
      groupId: group.id,
      displayName: group.displayName,
      memberCount: group.memberCount,
      ...(exclude && { exclude }),
    },
    intent: 'required',
    licenseType: 'device',
    settings: defaultSettings,
  }
}

export function toInput(rows: readonly DraftRow[]): AssignmentInput[] {
  return rows.map(({ target: { kind, groupId, exclude }, intent, licenseType, settings }) => ({
    target: { kind, ...(groupId && { groupId }), ...(exclude && { exclude }) },
    ...(!exclude && { intent, licenseType, settings }),
  }))
}

export function isSameDraft(left: readonly DraftRow[], right: readonly DraftRow[]): boolean {
  return JSON.stringify(toInput(left)) === JSON.stringify(toInput(right))
}

export type Effect = {
  /** Devices that are newly asked to have the app. The same device may be in two groups, hence "up to". */
  getting: number
  losing: number
  leftOut: number
  isUpTo: boolean
  droppedGroups: number
  free: number
  waitingUpTo: number
  alreadyInLine: number
}

/** What saving the draft does, as far as counts alone can tell. */
export function effectOf(saved: readonly DraftRow[], draft: readonly DraftRow[], app: AssetView): Effect {
  const before = new Map(saved.map((row) => [row.key, row]))
  const isNewly = (row: DraftRow, intent: Intent) => {
    const old = before.get(row.key)
    return !row.target.exclude && row.intent === intent && (old?.intent !== intent || old.target.exclude === true)
  }
  const sum = (rows: readonly DraftRow[]) => rows.reduce((total, { target }) => total + target.memberCount, 0)

  const getting = draft.filter((row) => isNewly(row, 'required'))
  const losing = draft.filter((row) => isNewly(row, 'uninstall'))
  const leftOut = draft.filter((row) => row.target.exclude && before.get(row.key)?.target.exclude !== true)
  const kept = new Set(draft.map(({ key }) => key))
  const dropped = saved.filter((row) => !kept.has(row.key) && !row.target.exclude && row.intent === 'required')
  const free = freeCountOf(app)
  return {
    getting: sum(getting),
    losing: sum(losing),
    leftOut: sum(leftOut),
    isUpTo: draft.length > 1,
    droppedGroups: dropped.length,
    free,
    waitingUpTo: app.isUnlimited ? 0 : Math.max(0, sum(getting) - Math.max(0, free - app.waitingCount)),
    alreadyInLine: app.waitingCount,
  }
}
