import type { AccountType, PricingParam, ProductType, Secret, VppUserStatus } from '@pomona/domain'

/** How to reach one location. With `mdmId` every answer is checked: when another MDM claims the location, the call fails. */
export type Credential = {
  /** The text of the `.vpptoken` file, byte for byte. */
  contentToken: Secret
  /** The id with which this installation claims locations; absent while a token is only being looked at. */
  mdmId?: string | undefined
  /** Whom the conversation log names: our id of the token. */
  about?: string | undefined
}

/** Who claims a location at Apple. Each at most as long as the limits say: 100, 100, 255 characters. */
export type MdmInfo = { id: string; name: string; metadata: string }

/** A location as Apple describes it (client config). */
export type Location = {
  uId: string
  locationName: string
  /** ISO 3166-1 alpha-2, upper case. */
  countryOrRegion: string
  accountType: AccountType
  /** The store to ask for metadata: `enterprisestore` or `volumestore`. */
  defaultPlatform: string
  /** Absent when Apple does not say; then the file's own date counts. */
  expiresAt: Date | undefined
  mdmInfo: MdmInfo | undefined
  /** Where Apple sends notifications to, and which; absent when nowhere. */
  notifications: { url: string; types: string[] } | undefined
}

/** What Apple allows at this moment; re-read every five minutes. Names are ours, numbers are Apple's. */
export type ServiceLimits = {
  assetsPerRequest: number
  usersPerRequest: number
  serialNumbersPerRequest: number
  /** For creating, updating and retiring users. */
  usersPerUserRequest: number
  usersPerRevoke: number
  serialNumbersPerRevoke: number
  /** Absent when Apple names none. */
  requestsPerSecond: number | undefined
}

export type AssetKey = { adamId: string; pricingParam: PricingParam }

export type AppleAsset = AssetKey & {
  productType: ProductType
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
  deviceAssignable: boolean
  revocable: boolean
  supportedPlatforms: string[]
}

/** One license on one target: a serial number (`device`) or a clientUserId (`user`). */
export type AppleAssociation = AssetKey & { targetType: 'device' | 'user'; target: string }

/** A person as Apple knows them. The same `clientUserId` may appear several times, but only once Registered or Associated. */
export type AppleUser = {
  clientUserId: string
  status: VppUserStatus
  email: string | undefined
  /** While Registered. */
  inviteCode: string | undefined
  /** The same for two users: they are on the same Apple Account. */
  idHash: string | undefined
}

/** What Apple is to know of a person. With a Managed Apple Account there is no invitation. */
export type RequestUser = { clientUserId: string; email?: string | undefined; managedAppleId?: string | undefined }

/** Where Apple shall send notifications. It tries the address before it agrees (9728). */
export type Subscription = { url: string; secret: Secret; types: readonly SubscribedType[] }

/** The notifications that Pomona asks for, in Apple's spelling. */
export const subscribedTypes = ['ASSET_COUNT', 'ASSET_MANAGEMENT', 'USER_MANAGEMENT', 'USER_ASSOCIATED'] as const
export type SubscribedType = (typeof subscribedTypes)[number]

/** One page of a data set. All pages of one walk share `versionId`. */
export type Page<T> = {
  items: T[]
  pageIndex: number
  totalPages: number
  versionId: string
  /** When the request for this page was sent; what it says was true then or later. */
  askedAt: Date
}

/** What a location holds, in our words. */
export type DataSet = 'assets' | 'associations' | 'users'

export type ManageAssets = {
  assets: AssetKey[]
  /** One kind of target per request. */
  targetType: 'device' | 'user'
  targets: string[]
}

/** Everything that can be taken back from these targets. */
export type RevokeAll = { targetType: 'device' | 'user'; targets: string[] }

/** Apple's receipt for accepted, unfinished work. */
export type EventReceipt = { eventId: string }

export type AppleEvent = {
  status: 'PENDING' | 'COMPLETE' | 'FAILED'
  requestedCount: number
  completedCount: number
  /** A failure groups what it concerns; it does not name the pairs of asset and target. */
  failures: { errorNumber: number; assets: AssetKey[]; clientUserIds: string[]; serialNumbers: string[] }[]
}

/** What a country's store says of one app or book. Everything but the name may be missing. */
export type AppleMetadata = {
  adamId: string
  name: string
  bundleId: string | undefined
  publisher: string | undefined
  description: string | undefined
  genres: string[]
  deviceFamilies: string[]
  minimumOsVersion: string | undefined
  latestVersion: string | undefined
  externalVersionId: bigint | undefined
  sizeBytes: bigint | undefined
  priceFormatted: string | undefined
  /** `YYYY-MM-DD` of the first release. */
  releasedOn: string | undefined
  storeUrl: string | undefined
  isCustomApp: boolean
  /** A picture of 128 × 128 points, as PNG. */
  iconUrl: string | undefined
}

export type Icon = { bytes: Uint8Array; contentType: 'image/png' | 'image/jpeg' | 'image/webp' }

/** How many ids one look-up of metadata takes. */
export const metadataIdsMax = 50

/**
 * Apple's App and Book Management API, in our words. Every method may throw an `AppleError`, whose code says what happened and whose
 * `retry` says whether trying again can help. Writes are never repeated blindly: when the answer was lost the code is
 * `apple_outcome_unknown`, and the caller reads Apple before it asks again.
 */
export type VppClient = {
  getLimits(): Promise<ServiceLimits>
  getLocation(credential: Credential): Promise<Location>
  /** Sets `mdmInfo`. The last one to do so owns the location. */
  claimLocation(credential: Credential, mdmInfo: MdmInfo): Promise<Location>
  /**
   * Walks all pages, at most five requests at once, in no promised order but with page 0 first. Throws
   * `apple_changed_mid_walk` when Apple's data changed under the walk.
   */
  readAssets(credential: Credential, filter?: { adamId?: string }): AsyncIterable<Page<AppleAsset>>
  readAssociations(
    credential: Credential,
    filter?: { adamId?: string; serialNumber?: string; clientUserId?: string },
  ): AsyncIterable<Page<AppleAssociation>>
  /** How many records a data set has, from its first and last page. Of users, retired ones are left out. */
  count(credential: Credential, dataSet: DataSet): Promise<number>
  associate(credential: Credential, request: ManageAssets): Promise<EventReceipt>
  disassociate(credential: Credential, request: ManageAssets): Promise<EventReceipt>
  /** Takes back every license of the targets that can be taken back: for devices and people who leave. */
  revoke(credential: Credential, request: RevokeAll): Promise<EventReceipt>
  getEvent(credential: Credential, eventId: string): Promise<AppleEvent>
  /**
   * All users, retired ones included unless `activeOnly`; paged like the other data sets. With the `versionId` of a former walk only those
   * that changed since.
   */
  readUsers(
    credential: Credential,
    filter?: { clientUserId?: string; activeOnly?: boolean; sinceVersionId?: string },
  ): AsyncIterable<Page<AppleUser>>
  createUsers(credential: Credential, users: RequestUser[]): Promise<EventReceipt>
  updateUsers(credential: Credential, users: RequestUser[]): Promise<EventReceipt>
  retireUsers(credential: Credential, clientUserIds: string[]): Promise<EventReceipt>
  /** Asks for notifications, or with `null` for none. The receiver must accept the secret before this is called. */
  subscribe(credential: Credential, subscription: Subscription | null): Promise<Location>
  /** The address at which the holder of an invitation accepts it. */
  getInvitationUrl(inviteCode: string): Promise<string>
  /** What the store of `country` says; an app that is not in it is missing from the answer. At most 50 ids. */
  lookUpMetadata(request: {
    contentToken: Secret
    about?: string | undefined
    adamIds: string[]
    platform: string
    country: string
  }): Promise<Map<string, AppleMetadata>>
  /** Absent when the address gives no picture that we serve (PNG, JPEG or WebP up to 1 MB). */
  fetchIcon(url: string): Promise<Icon | undefined>
}
