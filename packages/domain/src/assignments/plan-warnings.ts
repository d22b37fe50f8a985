import type { Intent, LicenseType, PlanOutcome, ProductType } from '../vocabulary.ts'
import type { RefusalReason } from './refusals.ts'

/** What a plan knows of an assignment list before it is saved. */
export type PlanWarningFacts = {
  asset: { name: string; productType: ProductType; revocable: boolean; isListedByApple: boolean }
  /** Why the token can write nothing now, in a sentence; absent when it can. */
  tokenProblem: string | null
  assignments: readonly { isExclusion: boolean; intent: Intent | null; licenseType: LicenseType | null }[]
  outcomes: readonly { outcome: PlanOutcome; count: number }[]
  refusals: readonly { reason: RefusalReason; count: number }[]
  /** Devices that are to get a user license and block the iTunes Store, so that no invitation can be accepted on them (P28). */
  storeBlockedCount: number
}

/** The sentences that an administrator should read before saving an assignment list (P16, P17, P19, P26, P28). */
export function planWarnings(facts: PlanWarningFacts): string[] {
  return [
    ...aboutAsset(facts),
    ...aboutAssignments(facts),
    ...refusalOrder.flatMap((reason) => {
      const count = facts.refusals.find((refusal) => refusal.reason === reason)?.count ?? 0
      return count > 0 ? [refusalWarnings[reason](count)] : []
    }),
    ...aboutPeople(facts),
  ]
}

function aboutAsset({ asset, tokenProblem }: PlanWarningFacts): string[] {
  const { name, productType, revocable, isListedByApple } = asset
  return [
    ...(productType === 'Book'
      ? [`A license of ${name} never comes back: whoever accepts a book keeps it, even after they leave.`]
      : revocable
        ? []
        : [`Apple never takes a license of ${name} back: whoever gets one keeps it.`]),
    ...(isListedByApple
      ? []
      : [`Apple no longer lists ${name} at this location, so no license can be given. Check the purchase at Apple.`]),
    ...(tokenProblem === null ? [] : [`Nothing is sent to Apple for now, and orders wait. ${tokenProblem}`]),
  ]
}

function aboutAssignments({ asset, assignments, outcomes }: PlanWarningFacts): string[] {
  const included = assignments.filter(({ isExclusion }) => !isExclusion)
  const uninstalls = included.some(({ intent }) => intent === 'uninstall')
  const reachesNobody = included.length > 0 && outcomes.every(({ count }) => count === 0)
  return [
    ...(uninstalls && asset.productType === 'App'
      ? [`Uninstall removes ${asset.name} and its data from the devices that have it.`]
      : []),
    ...(reachesNobody ? ['These assignments reach nobody yet: their groups are empty, or everybody is excluded.'] : []),
  ]
}

function aboutPeople({ outcomes, storeBlockedCount }: PlanWarningFacts): string[] {
  const invited = outcomes.find(({ outcome }) => outcome === 'invites')?.count ?? 0
  return [
    ...(invited > 0
      ? [
          `${counted(invited, 'person has', 'people have')} to accept Apple’s invitation first. Until then no license is used and nothing is installed.`,
        ]
      : []),
    ...(storeBlockedCount > 0
      ? [
          `${counted(storeBlockedCount, 'device blocks', 'devices block')} the iTunes Store, so Apple’s invitation cannot be accepted there. Choose Device licensing, or lift the restriction.`,
        ]
      : []),
  ]
}

const refusalWarnings: Record<RefusalReason, (count: number) => string> = {
  notDeviceAssignable: (count) =>
    `${counted(count, 'device gets', 'devices get')} nothing: Apple does not license this app to devices. Choose User licensing.`,
  noSerialNumber: (count) =>
    `${counted(count, 'device gets', 'devices get')} nothing by Device licensing, because user enrollment hides the serial number. Choose User licensing.`,
  noPrimaryUser: (count) =>
    `${counted(count, 'device gets', 'devices get')} nothing by User licensing, because there is no primary user. Choose Device licensing, or give them a primary user.`,
  kioskUserLicense: (count) =>
    `${counted(count, 'kiosk device gets', 'kiosk devices get')} nothing: a kiosk never gets a user license. Choose Device licensing.`,
  moreThanFiveDevices: (count) =>
    `${counted(count, 'device gets', 'devices get')} nothing, because a user license serves five devices of a person. Choose Device licensing.`,
  noDevice: (count) =>
    `${counted(count, 'person has', 'people have')} no device that could hold a device license. Choose User licensing for people without devices.`,
  unenrolled: (count) => `${counted(count, 'device gets', 'devices get')} nothing until enrolled again.`,
  booksAreForPeople: (count) =>
    `${counted(count, 'target gets', 'targets get')} nothing: a book is licensed to people. Assign it to users or user groups, with User licensing.`,
  booksAreNotUninstalled: (count) =>
    `${counted(count, 'person keeps', 'people keep')} the book: a book cannot be uninstalled. Delete that assignment.`,
}
const refusalOrder = Object.keys(refusalWarnings) as RefusalReason[]

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
