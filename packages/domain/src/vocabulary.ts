/**
 * The glossary. Every union of words that the product speaks stands here once: the database enums, the HTTP contracts,
 * the rules and the screens all read these lists.
 */

/** Who may do what (P1). `user` is an employee who sees the Company Portal alone. */
export const roles = ['admin', 'appManager', 'helpdesk', 'user'] as const
export type Role = (typeof roles)[number]

/** Which of Apple's two programs a location belongs to. */
export const accountTypes = ['business', 'education'] as const
export type AccountType = (typeof accountTypes)[number]

/** What a content token can be used for right now (P5). Only `valid` and `expiring` allow writes at Apple. */
export const tokenStates = [
  'valid',
  'expiring',
  'expired',
  'revoked',
  'invalid',
  'assignedToExternalMdm',
  'readOnly',
] as const
export type TokenState = (typeof tokenStates)[number]

/** Apple's kinds of asset, in Apple's spelling. */
export const productTypes = ['App', 'Book'] as const
export type ProductType = (typeof productTypes)[number]

/** Apple's quality level of an asset. The same `adamId` with another `pricingParam` is another asset. */
export const pricingParams = ['STDQ', 'PLUS'] as const
export type PricingParam = (typeof pricingParams)[number]

/** What a group holds. */
export const groupKinds = ['user', 'device'] as const
export type GroupKind = (typeof groupKinds)[number]

/** Whom an assignment reaches (P14). */
export const assignmentTargetKinds = ['group', 'allUsers', 'allDevices'] as const
export type AssignmentTargetKind = (typeof assignmentTargetKinds)[number]

/** What the admin asked for (P14). */
export const intents = ['available', 'required', 'uninstall'] as const
export type Intent = (typeof intents)[number]

/** Whom a license is tied to: a VPP user or a serial number. Also who holds an association at Apple. */
export const licenseTypes = ['user', 'device'] as const
export type LicenseType = (typeof licenseTypes)[number]

/** What an order asks of Apple: give one license to a target, or take one back. */
export const orderKinds = ['associate', 'disassociate'] as const
export type OrderKind = (typeof orderKinds)[number]

/** The life of an order (P21, P22, P23). The allowed steps between them are in `licenses/order-states.ts`. */
export const orderStates = [
  /** The person has not accepted Apple's invitation yet (P26); no license is taken, and no place in line. */
  'awaitingAcceptance',
  /** A shortage: the target waits in line for a license. */
  'waiting',
  /** An uninstall: the device has not confirmed yet that the app is gone. */
  'awaitingRemoval',
  /** The license is promised in our database; Apple has not been told. */
  'reserved',
  /** Apple was asked; its receipt is the event's id. */
  'sent',
  /** Apple was asked and the outcome was lost; it is settled by reading Apple. */
  'unknown',
  'confirmed',
  'failed',
  /** Nobody wants it any more and Apple was never asked. */
  'canceled',
] as const
export type OrderState = (typeof orderStates)[number]

/** How a VPP user stands at Apple, in Apple's spelling. */
export const vppUserStatuses = ['Registered', 'Associated', 'Retired', 'Deleted'] as const
export type VppUserStatus = (typeof vppUserStatuses)[number]

/** How far a write to Apple has come. `sending` survives a crash as the sign that its outcome has to be read. */
export const batchStates = ['sending', 'sent', 'unknown', 'settled'] as const
export type BatchState = (typeof batchStates)[number]

/** What a device says of one app (P32). */
export const installStates = [
  'pendingInstall',
  'installed',
  'notInstalled',
  'failed',
  'uninstallFailed',
  'notApplicable',
  'unknown',
] as const
export type InstallState = (typeof installStates)[number]

/** Who a device belongs to. */
export const deviceOwnerships = ['corporate', 'personal'] as const
export type DeviceOwnership = (typeof deviceOwnerships)[number]

/** How a device stands towards management. */
export const enrollmentStates = ['notEnrolled', 'enrolled', 'unenrolled'] as const
export type EnrollmentState = (typeof enrollmentStates)[number]

/** The life of a device command, in the MDM protocol's spelling where it has one. */
export const commandStates = ['queued', 'sent', 'NotNow', 'Acknowledged', 'Error', 'abandoned'] as const
export type CommandState = (typeof commandStates)[number]

/** The steps of a sync, in order (P9). */
export const syncPhases = ['clientConfig', 'assets', 'users', 'associations', 'merge', 'metadata', 'done'] as const
export type SyncPhase = (typeof syncPhases)[number]

/** How a sync stands or ended (P9). */
export const syncRunStates = ['queued', 'running', 'succeeded', 'failed'] as const
export type SyncRunState = (typeof syncRunStates)[number]

/** Why a sync ran. `repair`: a notification could not be applied, or one that was due never came (P13). */
export const syncTriggers = ['created', 'manual', 'schedule', 'renewal', 'repair'] as const
export type SyncTrigger = (typeof syncTriggers)[number]

/** What a sync found to be different about one asset. */
export const syncChangeKinds = ['added', 'vanished', 'returned', 'countsChanged'] as const
export type SyncChangeKind = (typeof syncChangeKinds)[number]

/** How Apple's notifications reach us (P13): not at all because we have no public address, as they should, or Apple cannot reach us. */
export const notificationStates = ['off', 'on', 'unreachable'] as const
export type NotificationState = (typeof notificationStates)[number]

/** How fresh what we know of a location is (P13). */
export const freshnessKinds = ['live', 'catchingUp', 'polling', 'never'] as const
export type FreshnessKind = (typeof freshnessKinds)[number]

/** What a write about people asks of Apple, in Apple's words. */
export const userBatchKinds = ['create', 'update', 'retire'] as const
export type UserBatchKind = (typeof userBatchKinds)[number]

/** How a person's invitation by one token stands (P26, P29). */
export const invitationStates = ['registering', 'invited', 'accepted', 'failed', 'retired'] as const
export type InvitationState = (typeof invitationStates)[number]

/** How a revocation of all licenses of a token stands (P24). */
export const revocationStates = ['running', 'done'] as const
export type RevocationState = (typeof revocationStates)[number]

/**
 * What a plan says of one target (P19). `gets`: a license is free for it; `keeps`: it has one and stays due; `short`: it joins the line;
 * `invites`: the person has to accept Apple's invitation first; `loses`: its license goes back; `stays`: it keeps a license that nobody asks for
 * any more (P23); `offered`: it may ask in the Company Portal; `refused`: an assignment reaches it and cannot be carried out.
 */
export const planOutcomes = ['gets', 'invites', 'short', 'keeps', 'offered', 'loses', 'stays', 'refused'] as const
export type PlanOutcome = (typeof planOutcomes)[number]

/** Kinds of device and license that people are asked different things for (P30). */
export const promptScenarios = [
  'personalUserLicense',
  'corporateUserLicense',
  'supervisedUserLicense',
  'personalDeviceLicense',
  'corporateDeviceLicense',
  'supervisedDeviceLicense',
  'kioskDeviceLicense',
] as const
export type PromptScenario = (typeof promptScenarios)[number]

/** How what Apple says, what we ordered and what is assigned can differ (P25). */
export const driftKinds = [
  /** A device or person of ours holds a license that no assignment gives. */
  'heldWithoutAssignment',
  /** Apple lists a serial number that no device here has. */
  'unknownDevice',
  /** Two licenses of one app for one device: of two tokens, or one of its own and one of its user's. */
  'twoLicenses',
  /** Due, and its last order failed. */
  'failedOrder',
  /** Apple's own count of assigned licenses is not the number of holders that it lists. */
  'countsDisagree',
] as const
export type DriftKind = (typeof driftKinds)[number]

/** The checks of Explain (P36), in the order in which Pomona decides. */
export const checkKeys = [
  'app',
  'device',
  'reached',
  'excluded',
  'intent',
  'licenseType',
  'otherToken',
  'token',
  'requested',
  'appleUser',
  'invitation',
  'appleAccount',
  'license',
  'appleEvent',
  'osVersion',
  'command',
  'install',
] as const
export type CheckKey = (typeof checkKeys)[number]

/** How a check of Explain came out (P36). `waiting`: it will pass by itself or once somebody acts; `unknown`: nothing tells yet. */
export const checkStatuses = ['passed', 'failed', 'waiting', 'unknown', 'skipped'] as const
export type CheckStatus = (typeof checkStatuses)[number]

/** Apple's platforms, in Apple's spelling. iPad apps are `iOS`. */
export const platforms = ['iOS', 'macOS', 'tvOS', 'watchOS', 'visionOS'] as const
export type Platform = (typeof platforms)[number]

/** The count with which Apple says "as many as you like" (P12). */
export const unlimitedCount = 2_147_483_647
