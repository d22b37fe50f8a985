import type { AssetForAssignment } from '@pomona/db'
import type { AssignmentTargetKind, ErrorDetail, GroupKind, Intent, LicenseType } from '@pomona/domain'

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

type Group = { id: string; displayName: string; kind: GroupKind }
type Asset = Pick<AssetForAssignment, 'name' | 'productType' | 'deviceAssignable'>

/** Device, unless Apple licenses the asset to people alone (P14, P16). */
export function defaultLicenseType({ productType, deviceAssignable }: Omit<Asset, 'name'>): LicenseType {
  return productType === 'App' && deviceAssignable ? 'device' : 'user'
}

/**
 * What is wrong with a list, each fault with its place: groups that are gone or named twice, and what can never work whomever it reaches.
 * What some of those reached cannot have is told by the plan instead.
 */
export function findFaults(assignments: AssignmentToSave[], groups: Group[], asset: Asset): ErrorDetail[] {
  const seen = new Set<string>()
  return assignments.flatMap((assignment, index): ErrorDetail[] => {
    const { target } = assignment
    const at = (field: string, message: string) => ({ path: `body.assignments.${index}.${field}`, message })
    const group = groups.find(({ id }) => id === target.groupId)
    const faults: ErrorDetail[] = []
    const key = `${target.kind} ${target.groupId}`
    if (seen.has(key)) faults.push(at('target', 'The same target stands in the list twice. Keep one of the two.'))
    seen.add(key)
    if (target.kind === 'group' && group === undefined) {
      faults.push(at('target.groupId', 'This group no longer exists. Remove it from the list.'))
    }
    if (target.exclude === true) return faults
    return [...faults, ...faultsOfAsking(assignment, asset).map(([field, message]) => at(field, message))]
  })
}

function faultsOfAsking({ intent, licenseType }: AssignmentToSave, asset: Asset): [field: string, message: string][] {
  const { name, productType, deviceAssignable } = asset
  if (productType === 'Book') {
    const faults: [string, string][] = []
    if (intent === 'uninstall') {
      faults.push(['intent', `${name} is a book: it stays with whoever has it. Choose Available or Required.`])
    }
    if (licenseType === 'device') {
      faults.push(['licenseType', `${name} is a book: it is licensed to people alone. Choose User licensing.`])
    }
    return faults
  }
  if (licenseType === 'device' && !deviceAssignable && intent !== 'uninstall') {
    return [['licenseType', `Apple does not license ${name} to devices. Choose User licensing.`]]
  }
  return []
}
