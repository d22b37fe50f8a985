import { parseAppleDate } from '@pomona/domain'
import { AppleError, type Concerned } from './apple-error.ts'
import type { WireMdmInfo } from './wire/common.ts'
import type { WireClientConfig, WireServiceConfig } from './wire/config.ts'
import type { WireErrorInfo } from './wire/errors.ts'
import type {
  WireAsset,
  WireAssetsPage,
  WireAssignment,
  WireAssignmentsPage,
  WireEventReceipt,
  WireEventStatus,
  WireUser,
  WireUsersPage,
} from './wire/licenses.ts'
import type {
  AppleAsset,
  AppleAssociation,
  AppleEvent,
  AppleUser,
  Credential,
  EventReceipt,
  Location,
  ManageAssets,
  Page,
  RequestUser,
  RevokeAll,
  ServiceLimits,
  Subscription,
} from './vpp-client.ts'
import type {
  WireClientConfigRequest,
  WireManageAssetsRequest,
  WireManageUsersRequest,
  WireRevokeAssetsRequest,
} from './wire/requests.ts'

/** What Apple's own sample says; used for a limit that an answer leaves out. */
const sampleLimits = {
  maxAssets: 25,
  maxClientUserIds: 1000,
  maxSerialNumbers: 1000,
  maxUsers: 100,
  maxRevokeClientUserIds: 100,
  maxRevokeSerialNumbers: 100,
}

export function toLimits({ limits }: WireServiceConfig): ServiceLimits {
  const limit = (name: keyof typeof sampleLimits) => Math.max(1, Math.trunc(limits[name] ?? sampleLimits[name]))
  return {
    assetsPerRequest: limit('maxAssets'),
    usersPerRequest: limit('maxClientUserIds'),
    serialNumbersPerRequest: limit('maxSerialNumbers'),
    usersPerUserRequest: limit('maxUsers'),
    usersPerRevoke: limit('maxRevokeClientUserIds'),
    serialNumbersPerRevoke: limit('maxRevokeSerialNumbers'),
    requestsPerSecond: toRequestsPerSecond(limits),
  }
}

/** Absent when Apple names none. */
export function toRequestsPerSecond({ maxRequestPerSecond }: WireServiceConfig['limits']): number | undefined {
  return maxRequestPerSecond !== undefined && maxRequestPerSecond > 0 ? maxRequestPerSecond : undefined
}

/** Makes the address at which an invitation is accepted. The template's percent signs are escaped already. */
export function toInvitationUrl(template: string, inviteCode: string): string {
  const url = template.replace(/%25inviteCode%25|%inviteCode%/, encodeURIComponent(inviteCode))
  if (url === template) throw unreadable('The address of invitations has no place for the code.')
  return url
}

export function toLocation(wire: WireClientConfig): Location {
  // Nothing else in Apple's answers tells Business from Education.
  const isEducation = wire.defaultPlatform === 'volumestore' || wire.websiteURL?.includes('school.apple.com') === true
  return {
    uId: wire.uId,
    locationName: wire.locationName,
    countryOrRegion: wire.countryISO2ACode.toUpperCase(),
    accountType: isEducation ? 'education' : 'business',
    defaultPlatform: wire.defaultPlatform ?? (isEducation ? 'volumestore' : 'enterprisestore'),
    expiresAt: wire.tokenExpirationDate === undefined ? undefined : parseAppleDate(wire.tokenExpirationDate),
    mdmInfo: wire.mdmInfo,
    notifications: wire.notificationUrl
      ? { url: wire.notificationUrl, types: wire.subscribedNotificationTypes ?? [] }
      : undefined,
  }
}

export function toAssetsPage(wire: WireAssetsPage, askedAt: Date): Page<AppleAsset> {
  return { ...toPage(wire, askedAt), items: wire.assets.map(toAsset) }
}

function toAsset(wire: WireAsset): AppleAsset {
  return wire
}

export function toAssociationsPage(wire: WireAssignmentsPage, askedAt: Date): Page<AppleAssociation> {
  return { ...toPage(wire, askedAt), items: wire.assignments.map(toAssociation) }
}

export function toAssociation({ adamId, pricingParam, serialNumber, clientUserId }: WireAssignment): AppleAssociation {
  if (serialNumber !== undefined) return { adamId, pricingParam, targetType: 'device', target: serialNumber }
  if (clientUserId !== undefined) return { adamId, pricingParam, targetType: 'user', target: clientUserId }
  throw unreadable('An association names neither a device nor a user.')
}

export function toUsersPage(wire: WireUsersPage, askedAt: Date): Page<AppleUser> {
  return { ...toPage(wire, askedAt), items: wire.users.map(toUser) }
}

export function toUser({ clientUserId, status, email, inviteCode, idHash }: WireUser): AppleUser {
  return { clientUserId, status, email, inviteCode, idHash }
}

/** What the walk over pages needs to know beside the items. */
export type PageFrame = {
  currentPageIndex: number
  nextPageIndex?: number | undefined
  totalPages: number
  versionId: string
}

function toPage(wire: PageFrame, askedAt: Date): Omit<Page<never>, 'items'> {
  return {
    pageIndex: wire.currentPageIndex,
    // An empty set has no page or one; to us it is one without items.
    totalPages: Math.max(1, wire.totalPages),
    versionId: wire.versionId,
    askedAt,
  }
}

export function toEventReceipt(wire: WireEventReceipt): EventReceipt {
  return { eventId: wire.eventId }
}

export function toEvent(wire: WireEventStatus): AppleEvent {
  return {
    status: wire.eventStatus,
    requestedCount: wire.numRequested,
    completedCount: wire.numCompleted,
    failures: (wire.failures ?? []).map(({ errorNumber, errorInfo }) => ({
      errorNumber,
      assets: errorInfo?.assets ?? [],
      clientUserIds: errorInfo?.clientUserIds ?? [],
      serialNumbers: errorInfo?.serialNumbers ?? [],
    })),
  }
}

/** Absent when nobody is named. */
export function toConcerned(info: WireErrorInfo | undefined): Concerned | undefined {
  const { assets = [], clientUserIds = [], serialNumbers = [] } = info ?? {}
  if (assets.length + clientUserIds.length + serialNumbers.length === 0) return undefined
  return { adamIds: assets.map(({ adamId }) => adamId), clientUserIds, serialNumbers }
}

export function toManageAssetsRequest({ assets, targetType, targets }: ManageAssets): WireManageAssetsRequest {
  return {
    assets: assets.map(({ adamId, pricingParam }) => ({ adamId, pricingParam })),
    ...(targetType === 'device' ? { serialNumbers: targets } : { clientUserIds: targets }),
  }
}

export function toRevokeRequest({ targetType, targets }: RevokeAll): WireRevokeAssetsRequest {
  return targetType === 'device' ? { serialNumbers: targets } : { clientUserIds: targets }
}

export function toManageUsersRequest(users: readonly RequestUser[]): WireManageUsersRequest {
  return { users: users.map(({ clientUserId, email, managedAppleId }) => ({ clientUserId, email, managedAppleId })) }
}

/** An empty address with an empty secret ends the notifications. */
export function toSubscribeRequest(subscription: Subscription | null): WireClientConfigRequest {
  const { url, secret, types } = subscription ?? { url: '', secret: undefined, types: [] }
  return { notificationUrl: url, notificationAuthToken: secret?.reveal() ?? '', notificationTypes: [...types] }
}

/** Throws when another MDM claims the location. `eventId` is given when the answer says that a write was accepted nevertheless. */
export function checkClaim(credential: Credential, mdmInfo: WireMdmInfo | undefined, eventId?: string): void {
  if (credential.mdmId === undefined || mdmInfo === undefined || mdmInfo.id === credential.mdmId) return
  throw new AppleError(
    'token_assigned_to_external_mdm',
    `${mdmInfo.name || 'Another MDM'} has claimed this location. Nothing is sent to Apple until an administrator takes control of the token again, or removes it here.`,
    { retry: 'never', eventId },
  )
}

export function unreadable(detail: string, cause?: unknown): AppleError {
  return new AppleError(
    'apple_answer_unreadable',
    'Apple’s answer could not be read. It is tried again by itself; if it stays so, look for a newer version of this console.',
    { retry: 'later', cause: new Error(detail, { cause }) },
  )
}
