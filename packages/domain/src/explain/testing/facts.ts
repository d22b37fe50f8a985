import type { Intent, LicenseType } from '../../vocabulary.ts'
import type {
  AppleUserFacts,
  AssignmentFacts,
  CommandFacts,
  DeviceFacts,
  ExplainFacts,
  InstallFacts,
  LicenseFacts,
  OrderFacts,
  PersonFacts,
} from '../explain-facts.ts'

/** Facts with good defaults: a test names what it is about. */
export const at = new Date('2026-03-02T09:00:00Z')

export const anAssignment = (
  intent: Intent | 'exclude',
  licenseType: LicenseType = 'device',
  given: Partial<AssignmentFacts> = {},
): AssignmentFacts => ({
  id: given.groupName ?? 'Sales',
  isExclusion: intent === 'exclude',
  intent: intent === 'exclude' ? null : intent,
  licenseType: intent === 'exclude' ? null : licenseType,
  position: 0,
  targetKind: 'group',
  groupName: 'Sales',
  groupKind: 'device',
  reaches: 'device',
  ...given,
})

export const aDevice = (given: Partial<DeviceFacts> = {}): DeviceFacts => ({
  id: 'device-1',
  name: 'iPad 7',
  serialNumber: 'C02TEST00007',
  osVersion: '18.1',
  ownership: 'corporate',
  isSupervised: true,
  isKiosk: false,
  isShared: false,
  enrollmentState: 'enrolled',
  isStoreBlocked: false,
  storeAccountHash: 'hash-of-ada',
  lastSeenAt: at,
  placeAmongDevices: 1,
  ...given,
})

export const aPerson = (given: Partial<PersonFacts> = {}): PersonFacts => ({
  id: 'person-1',
  displayName: 'Ada Lovelace',
  email: 'ada@acme.example',
  managedAppleId: null,
  removedAt: null,
  deviceCount: 1,
  ...given,
})

export const anAppleUser = (given: Partial<AppleUserFacts> = {}): AppleUserFacts => ({
  clientUserId: 'pomona-ada',
  status: 'Associated',
  wanted: null,
  reason: null,
  idHash: 'hash-of-ada',
  createdAt: at,
  invitedAt: at,
  sharedWith: [],
  ...given,
})

export const anOrder = (state: OrderFacts['state'], given: Partial<OrderFacts> = {}): OrderFacts => ({
  id: 'order-1',
  kind: 'associate',
  state,
  place: null,
  reason: null,
  attempts: 0,
  retryAt: null,
  createdAt: at,
  settledAt: null,
  eventId: null,
  acceptedAt: null,
  error: null,
  ...given,
})

export const held = (order: OrderFacts | null = null, target = 'C02TEST00007'): LicenseFacts => ({
  target,
  isHeld: true,
  heldSince: at,
  order,
})
export const notHeld = (order: OrderFacts | null = null, target = 'C02TEST00007'): LicenseFacts => ({
  target,
  isHeld: false,
  heldSince: null,
  order,
})

export const aCommand = (state: CommandFacts['state'], given: Partial<CommandFacts> = {}): CommandFacts => ({
  requestType: 'InstallApplication',
  state,
  dueAt: at,
  sentAt: null,
  answeredAt: null,
  answer: null,
  ...given,
})

export const anInstall = (state: InstallFacts['state'], given: Partial<InstallFacts> = {}): InstallFacts => ({
  intent: 'required',
  state,
  reason: null,
  changedAt: at,
  ...given,
})

/** An iPad that is required to have Keynote with a device license, and has it. */
export function someFacts(given: Partial<ExplainFacts> = {}): ExplainFacts {
  return {
    now: at,
    app: {
      id: 'app-b',
      name: 'Keynote',
      productType: 'App',
      deviceAssignable: true,
      vanishedAt: null,
      minimumOsVersion: '17.0',
      totalCount: 25,
      availableCount: 5,
      promisedCount: 0,
      waitingCount: 0,
      countsReadAt: at,
    },
    token: { name: 'ACME', state: 'valid', stateReason: null, stateChangedAt: at, pausedAt: null },
    device: aDevice(),
    person: aPerson(),
    assignments: [anAssignment('required')],
    siblings: [],
    requestedAt: null,
    appleUser: null,
    deviceLicense: held(),
    userLicense: null,
    install: anInstall('installed'),
    command: aCommand('Acknowledged'),
    ...given,
  }
}
