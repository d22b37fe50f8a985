import type { WireClientConfig, WireServiceConfig } from '../wire/config.ts'
import type {
  WireAssetsPage,
  WireAssignmentsPage,
  WireEventReceipt,
  WireEventStatus,
  WireUsersPage,
} from '../wire/licenses.ts'
import { appleDate } from './build-location.ts'
import type { CatalogItem } from './catalog-item.ts'
import { checkManageAssets, checkManageUsers, checkRevoke } from './check-requests.ts'
import { applyClientConfig, checkClientConfig } from './client-config.ts'
import { acceptWork } from './accept-work.ts'
import { toWireStatus, type EventType, type EventWork } from './events/event-state.ts'
import type { FaultBox } from './faults/fault-box.ts'
import { renewVersions } from './holdings.ts'
import type { FakeLimits } from './limits.ts'
import type { LocationState, TokenRecord } from './location-state.ts'
import { metadataAnswer } from './metadata-answer.ts'
import type { Outbox } from './notifications/outbox.ts'
import { assetsPage } from './pages/assets-page.ts'
import { assignmentsPage } from './pages/assignments-page.ts'
import { usersPage } from './pages/users-page.ts'
import { Query } from './query.ts'
import { createRateGate } from './rate-gate.ts'
import { AppleRefusal } from './refusal.ts'
import type { FakeSettings } from './settings.ts'
import { serviceConfig } from './service-config.ts'

/** The text of a token, or nothing when the request had none. */
type TokenText = string | undefined

/** Apple's endpoints, without their HTTP. Each refuses by throwing an `AppleRefusal`. */
export type FakeService = {
  /** `origin` is the address by which the client reached this Apple. */
  getServiceConfig(origin: string): WireServiceConfig
  /** Passes when the token may be used at all, for a write when it may write, and when its organization does not ask too often. */
  authorize(token: TokenText, purpose: 'read' | 'write'): { uId: string }
  getClientConfig(token: TokenText): WireClientConfig
  /** Tries the address for notifications first, if the body names one; nothing is stored when it does not answer. */
  setClientConfig(token: TokenText, body: unknown): Promise<WireClientConfig>
  getAssets(token: TokenText, params: URLSearchParams): WireAssetsPage
  getAssignments(token: TokenText, params: URLSearchParams): WireAssignmentsPage
  getUsers(token: TokenText, params: URLSearchParams): WireUsersPage
  associate(token: TokenText, body: unknown): WireEventReceipt
  disassociate(token: TokenText, body: unknown): WireEventReceipt
  revoke(token: TokenText, body: unknown): WireEventReceipt
  createUsers(token: TokenText, body: unknown): WireEventReceipt
  updateUsers(token: TokenText, body: unknown): WireEventReceipt
  retireUsers(token: TokenText, body: unknown): WireEventReceipt
  getStatus(token: TokenText, params: URLSearchParams): WireEventStatus
  /** Never refuses: whatever is wrong, the answer is empty. */
  lookUp(token: TokenText, params: URLSearchParams, origin: string): Record<string, unknown>
}

/** What the endpoints need of the rest of this Apple. */
export type ServiceInside = {
  now: () => Date
  newId: () => string
  settings: FakeSettings
  outbox: Outbox
  faults: FaultBox
  catalogItem: (adamId: string) => CatalogItem | undefined
  findToken: (text: string) => { location: LocationState; token: TokenRecord } | undefined
  /** Brings a location up to now. */
  settle: (location: LocationState) => void
  changed: () => void
}

/** Apple says once that it tells of a token's end only from so long before. */
const lateMs = 15 * 24 * 60 * 60 * 1000

export function createFakeService(inside: ServiceInside): FakeService {
  const { settings, outbox, faults } = inside
  const rateGate = createRateGate(inside.now)

  const open = (text: TokenText, purpose: 'read' | 'write') => {
    if (text === undefined) throw new AppleRefusal(9601)
    const found = inside.findToken(text)
    if (!found) throw new AppleRefusal(9622)
    const { condition, expiresAt } = found.token
    if (condition === 'revoked') throw new AppleRefusal(9625)
    if (condition === 'expired' || expiresAt <= inside.now().getTime()) throw new AppleRefusal(9621)
    if (condition === 'readOnly' && purpose === 'write') throw new AppleRefusal(9637)
    inside.settle(found.location)
    return found
  }

  const isToldWhen = ({ expiresAt }: TokenRecord) =>
    !settings.tellsExpirationLate || expiresAt - inside.now().getTime() <= lateMs

  const withCommon = <T extends object>(
    { location, token }: { location: LocationState; token: TokenRecord },
    body: T,
  ) => ({
    ...body,
    ...(location.mdmInfo && { mdmInfo: location.mdmInfo }),
    ...(isToldWhen(token) && { tokenExpirationDate: appleDate(token.expiresAt) }),
    uId: location.uId,
  })

  const describe = (opened: { location: LocationState; token: TokenRecord }): WireClientConfig => {
    const isEducation = opened.location.accountType === 'education'
    const { url, authToken, types } = opened.location.subscription
    return withCommon(opened, {
      countryISO2ACode: opened.location.countryISO2ACode,
      defaultPlatform: isEducation ? 'volumestore' : 'enterprisestore',
      locationName: opened.location.locationName,
      websiteURL: isEducation ? 'https://school.apple.com' : 'https://business.apple.com',
      ...(url !== undefined && { notificationUrl: url, notificationAuthToken: authToken }),
      ...(types.length > 0 && { subscribedNotificationTypes: types }),
    })
  }

  const readPage = <T extends object>(
    dataSet: keyof LocationState['versions'],
    text: TokenText,
    { params, cut }: { params: URLSearchParams; cut: (location: LocationState, query: Query, pageSize: number) => T },
  ) => {
    const opened = open(text, 'read')
    const { location } = opened
    const query = new Query(params)
    const target = { uId: location.uId, path: `/${dataSet}`, method: 'GET', pageIndex: query.integer('pageIndex') ?? 0 }
    if (faults.take('pageVanish', target)) throw new AppleRefusal(9650)
    if (faults.take('versionChange', target)) {
      location.versions[dataSet].note()
      renewVersions(location, inside.newId)
      inside.changed()
    }
    return withCommon(opened, cut(location, query, settings.pageSize))
  }

  /** Accepts what the check lets through. */
  const accept = (
    type: EventType,
    text: TokenText,
    check: (location: LocationState, limits: FakeLimits) => EventWork,
  ): WireEventReceipt => {
    const opened = open(text, 'write')
    const work = check(opened.location, settings.limits)
    const eventId = acceptWork(opened.location, { type, work }, inside)
    inside.changed()
    return withCommon(opened, { eventId })
  }
  const manageAssets = (type: 'ASSOCIATE' | 'DISASSOCIATE', text: TokenText, body: unknown) =>
    accept(type, text, (location, limits) => checkManageAssets(location, type, body, limits))
  const manageUsers = (type: 'CREATE' | 'UPDATE' | 'RETIRE', text: TokenText, body: unknown) =>
    accept(type, text, (_location, limits) => checkManageUsers(body, limits))

  return {
    getServiceConfig: (origin) => serviceConfig(origin, settings.limits),
    authorize(text, purpose) {
      const { uId } = open(text, purpose).location
      if (!rateGate.admit(uId, settings.limits.maxRequestPerSecond)) throw new AppleRefusal(9646)
      return { uId }
    },
    getClientConfig: (text) => describe(open(text, 'read')),

    async setClientConfig(text, body) {
      const opened = open(text, 'write')
      const change = checkClientConfig(body, settings)
      const isAnswered = typeof change.address !== 'object' || (await outbox.test(opened.location.uId, change.address))
      if (!isAnswered) throw new AppleRefusal(9728)
      applyClientConfig(opened.location, change)
      inside.changed()
      return describe(opened)
    },

    getAssets: (text, params) => readPage('assets', text, { params, cut: assetsPage }),
    getAssignments: (text, params) => readPage('assignments', text, { params, cut: assignmentsPage }),
    getUsers: (text, params) => readPage('users', text, { params, cut: usersPage }),

    associate: (text, body) => manageAssets('ASSOCIATE', text, body),
    disassociate: (text, body) => manageAssets('DISASSOCIATE', text, body),
    revoke: (text, body) => accept('REVOKE', text, (_location, limits) => checkRevoke(body, limits)),
    createUsers: (text, body) => manageUsers('CREATE', text, body),
    updateUsers: (text, body) => manageUsers('UPDATE', text, body),
    retireUsers: (text, body) => manageUsers('RETIRE', text, body),

    getStatus(text, params) {
      const opened = open(text, 'read')
      const event = opened.location.events.get(params.get('eventId') ?? '')
      if (!event || event.trouble?.isForgotten === true) throw new AppleRefusal(9708)
      return withCommon(opened, toWireStatus(event))
    },

    lookUp(text, params, origin) {
      const country = params.get('cc')?.toUpperCase() ?? 'US'
      const isWellFormed = params.get('version') === '2' && params.get('p') === 'mdm-lockup'
      const ids = isWellFormed ? (params.get('id') ?? '').split(',') : []
      const items = ids.flatMap((id) => inside.catalogItem(id) ?? [])
      const isShown = ({ adamId, missingIn = [], isCustomApp = false }: CatalogItem) =>
        !missingIn.includes(country) && (!isCustomApp || owns(text, adamId))
      return metadataAnswer(items.filter(isShown), { country, language: params.get('l') ?? 'en', origin })
    },
  }

  function owns(text: TokenText, adamId: string): boolean {
    try {
      const { assets } = open(text, 'read').location
      return assets.has(`${adamId}/STDQ`) || assets.has(`${adamId}/PLUS`)
    } catch {
      return false
    }
  }
}
