import { effectiveAssignment, type Effective, type Subject } from '../assignments/effective-assignment.ts'
import type { TitleStanding } from '../licenses/choose-asset.ts'
import { activeOrderStates, promisedOrderStates } from '../licenses/order-states.ts'
import type { CheckStatus, LicenseType } from '../vocabulary.ts'
import type { AssignmentFacts, Evidence, ExplainFacts, LicenseFacts, OrderFacts } from './explain-facts.ts'

/** How one check came out. */
export type Finding = {
  status: CheckStatus
  title: string
  evidence?: Evidence[]
  nextStep?: string
  /** The checks after it have nothing to add. */
  isFinal?: boolean
}

/** The facts with what the rules make of them. */
export type Context = ExplainFacts & {
  /** Who is asked about, by name. */
  who: string
  appName: string
  subject: Subject
  effective: Effective
  /** Due the app, to have it. */
  isDue: boolean
  /** Due to lose it. */
  isUninstall: boolean
  licenseType: LicenseType
  /** The license that the checks are about: the due one, or, with Uninstall, the one that is held. */
  license: LicenseFacts | null
  isHeld: boolean
  /** Licenses that are promised to nobody. */
  freeCount: number
}

export const maxDevicesPerUserLicense = 5

export function contextOf(facts: ExplainFacts): Context {
  const subject = subjectOf(facts)
  const reaching = facts.assignments.filter(({ reaches }) => reaches !== null)
  const effective = effectiveAssignment(reaching, subject, facts.app)
  const isUninstall = effective.kind === 'due' && effective.intent === 'uninstall'
  const licenseType = licenseTypeOf(facts, effective, isUninstall)
  const license = licenseType === 'device' ? facts.deviceLicense : facts.userLicense
  return {
    ...facts,
    who: facts.device?.name ?? facts.person?.displayName ?? 'This device',
    appName: facts.app.name,
    subject,
    effective,
    isDue: effective.kind === 'due' && !isUninstall,
    isUninstall,
    licenseType,
    license,
    isHeld: license?.isHeld === true,
    freeCount: Math.max(facts.app.availableCount - facts.app.promisedCount, 0),
  }
}

/** The subject that the rule is asked about. */
function subjectOf({ device, person }: ExplainFacts): Subject {
  if (device === null) return { kind: 'person' }
  return {
    kind: 'device',
    hasUser: person !== null && person.removedAt === null && !device.isShared,
    isKiosk: device.isKiosk,
    hasLeft: device.enrollmentState === 'unenrolled',
    isBeyondFive: (device.placeAmongDevices ?? 0) > maxDevicesPerUserLicense,
    hasSerialNumber: device.serialNumber !== null,
  }
}

function licenseTypeOf(facts: ExplainFacts, effective: Effective, isUninstall: boolean): LicenseType {
  if (effective.kind === 'due' && !isUninstall) return effective.licenseType
  if (facts.deviceLicense?.isHeld === true) return 'device'
  if (facts.userLicense?.isHeld === true) return 'user'
  return facts.device === null ? 'user' : 'device'
}

export const isActive = (order: OrderFacts) => isOneOf(activeOrderStates, order.state)

/** How the subject stands with the asset in question. */
export function standingOf({
  deviceLicense,
  userLicense,
}: Pick<ExplainFacts, 'deviceLicense' | 'userLicense'>): TitleStanding {
  const licenses = [deviceLicense, userLicense].filter((license) => license !== null)
  if (licenses.some(({ isHeld }) => isHeld)) return 'held'
  const orders = licenses.flatMap(({ order }) => (order?.kind === 'associate' ? [order.state] : []))
  if (orders.some((state) => isOneOf(promisedOrderStates, state))) return 'promised'
  return orders.find((state) => state === 'awaitingAcceptance' || state === 'waiting') ?? 'none'
}

/** What an assignment is called on screen. */
export function nameOf({ targetKind, groupName }: Pick<AssignmentFacts, 'targetKind' | 'groupName'>): string {
  if (targetKind === 'allUsers') return 'All users'
  return targetKind === 'allDevices' ? 'All devices' : (groupName ?? 'A group')
}

export function nameOfAssignment({ assignments }: ExplainFacts, id: string): string {
  const assignment = assignments.find((each) => each.id === id)
  return assignment === undefined ? 'An assignment' : nameOf(assignment)
}

export const evidence = (label: string, value: string, at: Date | null = null): Evidence => ({ label, value, at })

/** That a license is held although nothing here gives it (P23). */
export function heldAnyway({ deviceLicense, userLicense }: ExplainFacts): Evidence[] {
  return [deviceLicense, userLicense].flatMap((license) =>
    license?.isHeld === true
      ? [evidence('Holds a license all the same', `on ${license.target}`, license.heldSince)]
      : [],
  )
}

export const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const isOneOf = (list: readonly string[], value: string) => list.includes(value)
