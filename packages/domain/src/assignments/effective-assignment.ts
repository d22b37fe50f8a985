import type { Intent, LicenseType, ProductType } from '../vocabulary.ts'
import type { RefusalReason } from './refusals.ts'

/** One assignment that reaches a device or a person, in whatever way. */
export type ReachingAssignment = {
  id: string
  isExclusion: boolean
  /** Absent on an exclusion. */
  intent: Intent | null
  licenseType: LicenseType | null
  /** Place in the app's list; the lower one wins where nothing else decides. */
  position: number
}

/** A device, reached itself or through its primary user. */
export type DeviceSubject = {
  kind: 'device'
  /** Has a primary user of its own; a Shared iPad has none. */
  hasUser: boolean
  isKiosk: boolean
  /** Was enrolled and no longer is. */
  hasLeft: boolean
  /** The sixth or a later device of one person, which no user license serves (P27). */
  isBeyondFive: boolean
  /** Absent for user enrollments, which hide it. */
  hasSerialNumber: boolean
}

/** A person, for what is theirs whatever devices they have: a book, or, without a device, an app. */
export type PersonSubject = { kind: 'person' }

export type Subject = DeviceSubject | PersonSubject

export type AssetFacts = { productType: ProductType; deviceAssignable: boolean }

/** What decided against an assignment: an exclusion, a stronger intent, the license type, what stands in its way itself, or its place in the list. */
export type LossCause = 'exclusion' | 'intent' | 'licenseType' | 'refusal' | 'position'

export type LosingAssignment = {
  assignmentId: string
  intent: Intent
  licenseType: LicenseType
  lostBy: LossCause
  /** With `refusal`: why it could not have been carried out. */
  refusal: RefusalReason | null
}

type Outcome<Kind extends string, Facts> = { kind: Kind } & Facts & { losing: LosingAssignment[] }

/** Who should have the app, how, and why. The reasons are what the plan and Explain show. */
export type Effective =
  | Outcome<'nothing', { reason: 'notReached' }>
  | Outcome<'nothing', { reason: 'excluded'; assignmentId: string }>
  | Outcome<'refused', { reason: RefusalReason; assignmentId: string; intent: Intent; licenseType: LicenseType }>
  | Outcome<'due', { intent: Intent; licenseType: LicenseType; assignmentId: string }>

/** The stronger intent has the lower rank (P15). */
export const intentRank: Record<Intent, number> = { required: 0, uninstall: 1, available: 2 }
/** The preferred license type has the lower rank (P15). */
export const licenseTypeRank: Record<LicenseType, number> = { device: 0, user: 1 }

type Asking = { id: string; intent: Intent; licenseType: LicenseType; position: number }

/**
 * P15, for one device or person and one app: an exclusion always wins, else Required beats Uninstall beats Available, and among the
 * assignments of the winning intent a Device license beats a User license where the asset can be licensed to devices. What cannot be carried
 * out (P14, P16, P17, P27) is refused with its reason instead of falling back to a weaker intent.
 */
export function effectiveAssignment(
  reaching: readonly ReachingAssignment[],
  subject: Subject,
  asset: AssetFacts,
): Effective {
  const asking = reaching.flatMap(({ id, isExclusion, intent, licenseType, position }): Asking[] =>
    isExclusion || intent === null || licenseType === null ? [] : [{ id, intent, licenseType, position }],
  )
  const ranked = asking
    .toSorted(byRank)
    .map((assignment) => ({ ...assignment, refusal: refusalOf(assignment, subject, asset) }))

  const exclusion = reaching.filter(({ isExclusion }) => isExclusion).toSorted(byPosition)[0]
  if (exclusion) {
    const losing = ranked.map((assignment) => lose(assignment, 'exclusion'))
    return { kind: 'nothing', reason: 'excluded', assignmentId: exclusion.id, losing }
  }
  const [strongest] = ranked
  if (strongest === undefined) return { kind: 'nothing', reason: 'notReached', losing: [] }

  const winner = ranked.find(({ intent, refusal }) => intent === strongest.intent && refusal === null) ?? strongest
  const losing = ranked
    .filter((assignment) => assignment !== winner)
    .map((assignment) => lose(assignment, causeOfLoss(assignment, winner)))
  const { id: assignmentId, intent, licenseType, refusal } = winner
  return refusal === null
    ? { kind: 'due', intent, licenseType, assignmentId, losing }
    : { kind: 'refused', reason: refusal, assignmentId, intent, licenseType, losing }
}

/** Whether assignments ask for different things, so that a person should know which of them won (P19). An exclusion is no conflict: it says what it means. */
export function isConflict(effective: Effective): boolean {
  return (
    effective.kind !== 'nothing' &&
    effective.losing.some(
      ({ intent, licenseType }) => intent !== effective.intent || licenseType !== effective.licenseType,
    )
  )
}

type Judged = Asking & { refusal: RefusalReason | null }

const byPosition = (a: { id: string; position: number }, b: { id: string; position: number }) =>
  a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const byRank = (a: Asking, b: Asking) =>
  intentRank[a.intent] - intentRank[b.intent] ||
  licenseTypeRank[a.licenseType] - licenseTypeRank[b.licenseType] ||
  byPosition(a, b)

function causeOfLoss(loser: Judged, winner: Judged): LossCause {
  if (loser.intent !== winner.intent) return 'intent'
  if (loser.refusal !== null && winner.refusal === null) return 'refusal'
  return loser.licenseType === winner.licenseType ? 'position' : 'licenseType'
}

function lose({ id, intent, licenseType, refusal }: Judged, lostBy: LossCause): LosingAssignment {
  return { assignmentId: id, intent, licenseType, lostBy, refusal: lostBy === 'refusal' ? refusal : null }
}

function refusalOf({ intent, licenseType }: Asking, subject: Subject, asset: AssetFacts): RefusalReason | null {
  if (asset.productType === 'Book') {
    if (subject.kind === 'device' || licenseType === 'device') return 'booksAreForPeople'
    return intent === 'uninstall' ? 'booksAreNotUninstalled' : null
  }
  if (subject.kind === 'device' && subject.hasLeft) return 'unenrolled'
  // Taking an app away needs no license: whatever is held goes back.
  if (intent === 'uninstall') return null
  if (licenseType === 'device') {
    if (!asset.deviceAssignable) return 'notDeviceAssignable'
    if (subject.kind === 'person') return 'noDevice'
    return subject.hasSerialNumber ? null : 'noSerialNumber'
  }
  if (subject.kind === 'person') return null
  if (subject.isKiosk) return 'kioskUserLicense'
  if (!subject.hasUser) return 'noPrimaryUser'
  return subject.isBeyondFive ? 'moreThanFiveDevices' : null
}
