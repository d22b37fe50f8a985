import type {
  AccountView,
  AssetDetail,
  AssignmentView,
  DeviceView,
  GroupView,
  LicenseView,
  OverviewView,
  RevocationItemView,
  RevocationView,
  SyncRunView,
  TitleView,
  TokenInspection,
  TokenView,
  UserView,
  VppUserView,
} from '@pomona/contracts'

export const times = {
  earlier: '2026-11-20T08:00:00Z',
  recently: '2026-11-22T08:00:00Z',
  nextYear: '2027-11-01T00:00:00Z',
}

/** A valid id that is the same for the same number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function anAccount(overrides: Partial<AccountView> = {}): AccountView {
  return { id: idOf(1), email: 'admin@pomona.example', displayName: 'Ada Admin', role: 'admin', ...overrides }
}

export function anOverview(overrides: Partial<OverviewView> = {}): OverviewView {
  return {
    tokenCount: 1,
    tokensNeedingAttention: [],
    appCount: 12,
    bookCount: 3,
    deviceCount: 300,
    groupCount: 6,
    licenses: { totalCount: 1000, assignedCount: 600, availableCount: 400, promisedCount: 20, waitingCount: 0 },
    shortages: [],
    lastSyncedAt: times.recently,
    ...overrides,
  }
}

/** The text of a `.vpptoken` file, as far as a browser can tell. */
export function aTokenFile(orgName = 'Northwind'): string {
  return btoa(JSON.stringify({ token: 'bm90IGEgcmVhbCBvbmU=', expDate: '2027-11-01T00:00:00+0000', orgName }))
}

export function aSyncRun(overrides: Partial<SyncRunView> = {}): SyncRunView {
  return {
    id: idOf(50),
    tokenId: idOf(100),
    trigger: 'manual',
    state: 'succeeded',
    phase: 'done',
    progressDone: 0,
    progressTotal: null,
    assetsSeen: 12,
    associationsSeen: 600,
    assetsAdded: 0,
    assetsVanished: 0,
    countsChanged: 0,
    associationsAdded: 0,
    associationsRemoved: 0,
    usersChanged: 0,
    metadataUpdated: 0,
    walkRestarts: 0,
    requestCount: 9,
    error: null,
    requestedAt: times.recently,
    startedAt: times.recently,
    endedAt: times.recently,
    ...overrides,
  }
}

export function aToken(overrides: Partial<TokenView> = {}): TokenView {
  return {
    id: idOf(100),
    uId: '2049025000431439',
    displayName: 'Northwind Berlin',
    organizationName: 'Northwind',
    locationName: 'Berlin',
    appleId: 'vpp@northwind.example',
    countryOrRegion: 'DE',
    accountType: 'business',
    automaticAppUpdates: true,
    state: 'valid',
    stateReason: null,
    expiresAt: times.nextYear,
    lastSyncedAt: times.recently,
    nextSyncAt: null,
    activeSync: null,
    claimedBy: { name: 'Pomona', metadata: '', isThisConsole: true },
    freshness: {
      kind: 'live',
      asOf: times.recently,
      message: 'Apple tells this console of every change.',
      lastNotificationAt: times.recently,
    },
    pausedAt: null,
    appCount: 12,
    bookCount: 3,
    userCount: 40,
    foreignUserCount: 0,
    foreignAssociationCount: 0,
    missingInStoreCount: 0,
    associationCount: 600,
    waitingCount: 0,
    createdAt: times.earlier,
    ...overrides,
  }
}

export function anInspection(overrides: Partial<TokenInspection> = {}): TokenInspection {
  return {
    uId: '2049025000431439',
    organizationName: 'Northwind',
    locationName: 'Berlin',
    countryOrRegion: 'DE',
    accountType: 'business',
    expiresAt: times.nextYear,
    daysLeft: 344,
    owns: { assets: 15, associations: 600, users: 0 },
    existingToken: null,
    claimedBy: null,
    ...overrides,
  }
}

export function anApp(overrides: Partial<AssetDetail> = {}): AssetDetail {
  return {
    id: idOf(200),
    tokenId: idOf(100),
    tokenName: 'Northwind Berlin',
    adamId: '361285480',
    pricingParam: 'STDQ',
    productType: 'App',
    name: 'Keynote',
    publisher: 'Apple',
    bundleId: 'com.apple.Keynote',
    iconUrl: null,
    totalCount: 200,
    assignedCount: 0,
    availableCount: 200,
    retiredCount: 0,
    isUnlimited: false,
    promisedCount: 0,
    waitingCount: 0,
    foreignCount: 0,
    assignmentCount: 0,
    deviceAssignable: true,
    revocable: true,
    supportedPlatforms: ['iOS'],
    vanishedAt: null,
    countsReadAt: times.recently,
    description: 'Build stunning presentations.',
    genres: ['Productivity'],
    deviceFamilies: ['iphone', 'ipad'],
    minimumOsVersion: '17.0',
    latestVersion: '14.2',
    sizeBytes: 512_000_000,
    priceFormatted: 'Free',
    releasedOn: '2010-04-01',
    storeUrl: 'https://apps.apple.com/de/app/keynote/id361285480',
    isCustomApp: false,
    storefront: 'DE',
    missingInStoreSince: null,
    ...overrides,
  }
}

export function aGroup(overrides: Partial<GroupView> = {}): GroupView {
  return {
    id: idOf(300),
    displayName: 'Sales iPads',
    description: '',
    kind: 'device',
    memberCount: 214,
    assignmentCount: 0,
    createdAt: times.earlier,
    ...overrides,
  }
}

export function anAssignment(overrides: Partial<AssignmentView> = {}): AssignmentView {
  return {
    id: idOf(400),
    target: { kind: 'group', groupId: idOf(300), displayName: 'Sales iPads', memberCount: 214 },
    intent: 'required',
    licenseType: 'device',
    settings: {
      uninstallOnDeviceRemoval: true,
      isRemovable: true,
      preventBackup: false,
      preventAutomaticUpdate: false,
    },
    ...overrides,
  }
}

export function aLicense(overrides: Partial<LicenseView> = {}): LicenseView {
  return {
    licenseType: 'device',
    target: 'DMPXK0001',
    deviceId: idOf(501),
    deviceName: 'Sales iPad 1',
    person: null,
    isForeign: false,
    standing: 'held',
    place: null,
    isUnassigned: false,
    reason: null,
    since: times.recently,
    ...overrides,
  }
}

export function aDevice(overrides: Partial<DeviceView> = {}): DeviceView {
  return {
    id: idOf(501),
    name: 'Sales iPad 1',
    serialNumber: 'DMPXK0001',
    model: 'iPad (10th generation)',
    osVersion: '18.1',
    ownership: 'corporate',
    isSupervised: true,
    isKiosk: false,
    enrollmentState: 'enrolled',
    person: null,
    heldCount: 1,
    waitingCount: 0,
    lastSeenAt: times.recently,
    createdAt: times.earlier,
    ...overrides,
  }
}

export function aVppUser(overrides: Partial<VppUserView> = {}): VppUserView {
  return {
    id: idOf(650),
    tokenId: idOf(100),
    tokenName: 'Northwind Berlin',
    clientUserId: 'client-user-1',
    status: 'Registered',
    invitation: 'invited',
    invitationUrl: 'https://buy.itunes.apple.com/accept?inviteCode=0123',
    invitedAt: times.recently,
    resendFrom: times.recently,
    problem: null,
    licenseCount: 0,
    ...overrides,
  }
}

export function aUser(overrides: Partial<UserView> = {}): UserView {
  return {
    id: idOf(601),
    displayName: 'Sam Seller',
    email: 'sam@northwind.example',
    managedAppleId: null,
    deviceCount: 1,
    vppUsers: [aVppUser()],
    createdAt: times.earlier,
    removedAt: null,
    ...overrides,
  }
}

export function aRevocation(overrides: Partial<RevocationView> = {}): RevocationView {
  return {
    id: idOf(600),
    tokenId: idOf(100),
    app: null,
    state: 'running',
    requestedBy: 'Ada Admin',
    requestedAt: times.recently,
    endedAt: null,
    isCollected: true,
    totalCount: 600,
    pendingCount: 400,
    returnedCount: 190,
    failedCount: 10,
    irrevocableCount: 3,
    ...overrides,
  }
}

export function aRevocationItem(overrides: Partial<RevocationItemView> = {}): RevocationItemView {
  return {
    id: idOf(610),
    appId: idOf(200),
    appName: 'Keynote',
    licenseType: 'device',
    target: 'DMPXK0001',
    deviceName: 'Sales iPad 1',
    outcome: 'returned',
    errorNumber: null,
    reason: null,
    settledAt: times.recently,
    ...overrides,
  }
}

export function aTitle(overrides: Partial<TitleView> = {}): TitleView {
  return {
    adamId: '361285480',
    pricingParam: 'STDQ',
    productType: 'App',
    name: 'Keynote',
    publisher: 'Apple',
    iconUrl: null,
    tokenCount: 2,
    totalCount: 300,
    assignedCount: 120,
    availableCount: 180,
    retiredCount: 0,
    isUnlimited: false,
    waitingCount: 0,
    ...overrides,
  }
}
