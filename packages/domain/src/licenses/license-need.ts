import type { Effective } from '../assignments/effective-assignment.ts'
import type { LicenseType } from '../vocabulary.ts'

/**
 * What is to become of one license, strongest first. `required` and `requested` take one (P20), in this order of the line; `offered` keeps one
 * that is held and takes none; `uninstall` gives it back once the app is gone; `none`: nobody asks for it (P23).
 */
export const licenseNeeds = ['required', 'requested', 'offered', 'uninstall', 'none'] as const
export type LicenseNeed = (typeof licenseNeeds)[number]

/** Whether a license is taken for it when none is held yet. */
export function takesLicense(need: LicenseNeed): boolean {
  return need === 'required' || need === 'requested'
}

/** Place of the need in the line of an asset: Required before Available (P22). */
export function linePriority(need: 'required' | 'requested'): 0 | 1 {
  return need === 'required' ? 0 : 1
}

/** One of a person's devices, or, with `deviceId` absent, the person alone: what came out for it and whether somebody asked for the app. */
export type SubjectOutcome = { deviceId: string | null; effective: Effective; isRequested: boolean }

/** What is to become of the licenses of one asset: each device's own, and the one of their person. */
export type LicensesOfPerson = { devices: Map<string, LicenseNeed>; user: LicenseNeed }

/**
 * P14 and P27 at the level of licenses, for the devices of one person (or one device without a person) and one asset: a user license is one
 * per person, due as soon as it is due for any of their devices or for them alone, and as strongly as for the strongest of these. Uninstall
 * gives back a device's own license, and its person's when no device of theirs is due it any more.
 */
export function licensesOfPerson(outcomes: readonly SubjectOutcome[]): LicensesOfPerson {
  const devices = new Map(
    outcomes.flatMap(({ deviceId, ...outcome }) => (deviceId === null ? [] : [[deviceId, needFor('device', outcome)]])),
  )
  const user = strongest(outcomes.map((outcome) => needFor('user', outcome)))
  return { devices, user }
}

/** What one device or person asks of the license of one type. */
export function needFor(
  licenseType: LicenseType,
  { effective, isRequested }: Pick<SubjectOutcome, 'effective' | 'isRequested'>,
): LicenseNeed {
  if (effective.kind !== 'due') return 'none'
  // The app goes from the device, whatever license it came with.
  if (effective.intent === 'uninstall') return 'uninstall'
  if (effective.licenseType !== licenseType) return 'none'
  if (effective.intent === 'required') return 'required'
  return isRequested ? 'requested' : 'offered'
}

function strongest(needs: readonly LicenseNeed[]): LicenseNeed {
  return licenseNeeds.find((need) => needs.includes(need)) ?? 'none'
}
