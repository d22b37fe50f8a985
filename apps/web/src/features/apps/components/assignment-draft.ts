import type { AssetView, AssignmentInput, AssignmentView, GroupView } from '@pomona/contracts'
import type { AssignmentTargetKind, Intent, LicenseType } from '@pomona/domain'
import { assignTexts as texts } from '../texts-assign.ts'

/** Whom a line reaches. How many that are is not known of all users and all devices before the list is saved. */
type Target = Omit<AssignmentView['target'], 'memberCount'> & { memberCount: number | null }

/** One line of the list as it is being edited. */
export type DraftRow = {
  key: string
  target: Target
  intent: Intent
  licenseType: LicenseType
  settings: AssignmentView['settings']
}

/** A group, or everybody of a kind. */
export type TargetChoice = GroupView | Exclude<AssignmentTargetKind, 'group'>

type Asset = Pick<AssetView, 'productType' | 'deviceAssignable'>

const defaultSettings: DraftRow['settings'] = {
  uninstallOnDeviceRemoval: true,
  isRemovable: true,
  preventBackup: false,
  preventAutomaticUpdate: false,
}

function keyOf(target: { kind: string; groupId?: string | undefined }): string {
  return target.groupId ?? target.kind
}

export function keyOfChoice(choice: TargetChoice): string {
  return typeof choice === 'string' ? choice : choice.id
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

function targetOf(choice: TargetChoice): Target {
  return typeof choice === 'string'
    ? { kind: choice, displayName: texts.everybody[choice], memberCount: null }
    : {
        kind: 'group',
        groupId: choice.id,
        groupKind: choice.kind,
        displayName: choice.displayName,
        memberCount: choice.memberCount,
      }
}

export function toRow(choice: TargetChoice, asset: Asset, isExclusion: boolean): DraftRow {
  return {
    key: keyOfChoice(choice),
    target: { ...targetOf(choice), ...(isExclusion && { exclude: true }) },
    intent: 'required',
    licenseType: offeredLicenseTypes(asset)[0] ?? 'device',
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

/** What can be asked for: a book never comes back, so it cannot be uninstalled (P16). */
export function offeredIntents(asset: Asset): readonly Intent[] {
  return asset.productType === 'Book' ? ['available', 'required'] : ['available', 'required', 'uninstall']
}

/** The default first: Device, where Apple allows it (P14). */
export function offeredLicenseTypes(asset: Asset): readonly LicenseType[] {
  return asset.productType === 'Book' || !asset.deviceAssignable ? ['user'] : ['device', 'user']
}

/** Whether a line counts devices or people. */
export function holdsPeople({ kind, groupKind }: Target): boolean {
  return kind === 'allUsers' || groupKind === 'user'
}

/** What the choices of a line mean together, in a sentence or two. */
export function hintsOf({ target, intent, licenseType }: DraftRow, asset: Asset): string[] {
  const { hints } = texts
  if (asset.productType === 'Book') return intent === 'available' ? [hints.availableBook] : []
  if (intent === 'uninstall') return [hints.uninstall]
  const type = licenseType === 'user' ? 'user' : 'device'
  const reached = holdsPeople(target) ? 'people' : 'devices'
  const whom = hints.whom[type][reached]
  return [...(intent === 'available' ? [hints.available] : []), ...(whom ? [whom] : [])]
}
