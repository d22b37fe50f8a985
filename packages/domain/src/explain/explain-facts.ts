import type { ReachingAssignment } from '../assignments/effective-assignment.ts'
import type { TitleStanding } from '../licenses/choose-asset.ts'
import type {
  AssignmentTargetKind,
  CheckKey,
  CheckStatus,
  CommandState,
  DeviceOwnership,
  EnrollmentState,
  GroupKind,
  InstallState,
  Intent,
  OrderKind,
  OrderState,
  ProductType,
  TokenState,
  UserBatchKind,
  VppUserStatus,
} from '../vocabulary.ts'

/** The asset of one token that is asked about, with its counts. */
export type AppFacts = {
  id: string
  name: string
  productType: ProductType
  deviceAssignable: boolean
  /** Since when Apple no longer lists it at this location. */
  vanishedAt: Date | null
  minimumOsVersion: string | null
  totalCount: number
  availableCount: number
  /** Promised in our database and not in Apple's counts yet. */
  promisedCount: number
  waitingCount: number
  countsReadAt: Date
}

export type TokenFacts = {
  name: string
  state: TokenState
  stateReason: string | null
  stateChangedAt: Date
  /** All licenses were called back: none is given out until an administrator resumes. */
  pausedAt: Date | null
}

export type DeviceFacts = {
  id: string
  name: string
  serialNumber: string | null
  osVersion: string | null
  ownership: DeviceOwnership
  isSupervised: boolean
  isKiosk: boolean
  isShared: boolean
  enrollmentState: EnrollmentState
  isStoreBlocked: boolean
  /** Hash of the Apple Account that the device's store is signed in with; absent when it told none. */
  storeAccountHash: string | null
  lastSeenAt: Date | null
  /** From 1: where it stands among its person's devices by age; absent without a person. */
  placeAmongDevices: number | null
}

export type PersonFacts = {
  id: string
  displayName: string
  email: string
  managedAppleId: string | null
  removedAt: Date | null
  deviceCount: number
}

/** One line of the app's assignment list, and whether it reaches who is asked about. */
export type AssignmentFacts = ReachingAssignment & {
  targetKind: AssignmentTargetKind
  groupName: string | null
  groupKind: GroupKind | null
  /** What it reaches: the device itself, the person (a device by its primary user), or neither. */
  reaches: 'device' | 'person' | null
}

/** The same title in another token. */
export type SiblingFacts = {
  appId: string
  tokenName: string
  availableCount: number
  /** How the device or its person stands with it. */
  standing: TitleStanding
  /** Its assignments that reach who is asked about. */
  reaching: ReachingAssignment[]
}

/** The latest order for one target. */
export type OrderFacts = {
  id: string
  kind: OrderKind
  state: OrderState
  /** From 1, of one who waits. */
  place: number | null
  reason: string | null
  attempts: number
  retryAt: Date | null
  createdAt: Date
  settledAt: Date | null
  /** Apple's receipt of the batch that carried it, and when Apple gave it. */
  eventId: string | null
  acceptedAt: Date | null
  /** Apple's error number, and what it means in words. */
  error: { number: number; message: string } | null
}

/** The license of one target, a serial number or a clientUserId. */
export type LicenseFacts = { target: string; isHeld: boolean; heldSince: Date | null; order: OrderFacts | null }

/** The person at Apple, with the token that is asked about. */
export type AppleUserFacts = {
  clientUserId: string
  /** Absent until Apple has made the user. */
  status: VppUserStatus | null
  /** What Apple is to be told next; absent when it has what we want. */
  wanted: UserBatchKind | null
  /** Why Apple did not do it, in a sentence. */
  reason: string | null
  /** Hash of the Apple Account that accepted. */
  idHash: string | null
  createdAt: Date
  invitedAt: Date | null
  /** Other people who accepted with the same Apple Account (P27). */
  sharedWith: { id: string; displayName: string }[]
}

export type InstallFacts = { intent: Intent; state: InstallState; reason: string | null; changedAt: Date }

/** The latest command to the device about the app. */
export type CommandFacts = {
  requestType: string
  state: CommandState
  dueAt: Date
  sentAt: Date | null
  answeredAt: Date | null
  /** The device's error, in words. */
  answer: string | null
}

/** Everything that decides whether one device or person has one app of one token (P36), read at one moment. */
export type ExplainFacts = {
  now: Date
  app: AppFacts
  token: TokenFacts
  /** Absent when a person is asked about. */
  device: DeviceFacts | null
  /** Who is asked about, or the device's primary user. */
  person: PersonFacts | null
  /** The whole list, in its order. */
  assignments: AssignmentFacts[]
  siblings: SiblingFacts[]
  /** When somebody asked for the app, for this device or person. */
  requestedAt: Date | null
  /** The person at Apple; absent when the token does not know them. */
  appleUser: AppleUserFacts | null
  /** Of the device's serial number, and of the person's clientUserId with this token. */
  deviceLicense: LicenseFacts | null
  userLicense: LicenseFacts | null
  install: InstallFacts | null
  command: CommandFacts | null
}

/** One thing that shows how a check came out. */
export type Evidence = { label: string; value: string; at: Date | null }

export type Check = {
  key: CheckKey
  status: CheckStatus
  title: string
  evidence: Evidence[]
  /** What to do, when the check did not pass. */
  nextStep: string | null
}

export type Verdict = { status: CheckStatus; title: string; nextStep: string | null }

export type Explained = { verdict: Verdict; checks: Check[] }
