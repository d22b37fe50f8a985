import type { Intent, LicenseType } from '../vocabulary.ts'

/** One assignment that reaches a device, through the device itself or through its primary user. */
export type ReachingAssignment = {
  id: string
  isExclusion: boolean
  /** Absent on an exclusion. */
  intent: Intent | null
  licenseType: LicenseType | null
  /** Place in the app's list; the lower one wins where nothing else decides. */
  position: number
}

/** What the rule needs to know of the device and the asset. */
export type DeviceFacts = { hasUser: boolean; isKiosk: boolean }
export type AssetFacts = { deviceAssignable: boolean }

/** Who should have the app on this device, how, and why. The reasons are what the plan and Explain show. */
export type Effective =
  | { kind: 'nothing'; reason: 'notReached' }
  | { kind: 'nothing'; reason: 'excluded'; assignmentId: string }
  | { kind: 'refused'; reason: RefusalReason; assignmentId: string; intent: Intent }
  | { kind: 'due'; intent: Intent; licenseType: LicenseType; assignmentId: string }

/** Why an assignment reaches the device and still cannot be carried out. */
export const refusalReasons = {
  notDeviceAssignable: 'The app cannot be licensed to devices. Use User licensing.',
  noPrimaryUser:
    'User licensing needs a primary user, and the device has none. Use Device licensing or give it a user.',
  kioskUserLicense: 'A kiosk device never gets a user license. Use Device licensing.',
} as const
export type RefusalReason = keyof typeof refusalReasons

const intentRank: Record<Intent, number> = { required: 0, uninstall: 1, available: 2 }

/**
 * P15, for one device and one app: an exclusion always wins, else Required beats Uninstall beats Available, and among the assignments of the
 * winning intent a Device license beats a User license where the asset can be licensed to devices. What cannot be carried
 * out on this device (P17) is refused with its reason instead of falling back to a weaker intent.
 */
export function effectiveAssignment(
  reaching: readonly ReachingAssignment[],
  device: DeviceFacts,
  asset: AssetFacts,
): Effective {
  const exclusion = reaching.find((assignment) => assignment.isExclusion)
  if (exclusion) return { kind: 'nothing', reason: 'excluded', assignmentId: exclusion.id }

  const asked = reaching.flatMap(({ id, intent, licenseType, position }) =>
    intent === null || licenseType === null ? [] : [{ id, intent, licenseType, position }],
  )
  const winningIntent = asked.map(({ intent }) => intent).toSorted((a, b) => intentRank[a] - intentRank[b])[0]
  if (winningIntent === undefined) return { kind: 'nothing', reason: 'notReached' }

  const candidates = asked
    .filter(({ intent }) => intent === winningIntent)
    .toSorted((a, b) => licenseRank(a.licenseType) - licenseRank(b.licenseType) || a.position - b.position)
    .map((candidate) => ({ candidate, refusal: refusalOf(candidate.licenseType, device, asset) }))
  const due = candidates.find(({ refusal }) => refusal === undefined)
  if (due) {
    const { id, intent, licenseType } = due.candidate
    return { kind: 'due', intent, licenseType, assignmentId: id }
  }
  const [refused] = candidates
  if (refused?.refusal === undefined) return { kind: 'nothing', reason: 'notReached' }
  return { kind: 'refused', reason: refused.refusal, assignmentId: refused.candidate.id, intent: winningIntent }
}

const licenseRank = (licenseType: LicenseType) => (licenseType === 'device' ? 0 : 1)

function refusalOf(licenseType: LicenseType, device: DeviceFacts, asset: AssetFacts): RefusalReason | undefined {
  if (licenseType === 'device') return asset.deviceAssignable ? undefined : 'notDeviceAssignable'
  if (device.isKiosk) return 'kioskUserLicense'
  return device.hasUser ? undefined : 'noPrimaryUser'
}
