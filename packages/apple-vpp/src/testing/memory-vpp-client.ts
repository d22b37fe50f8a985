import type { Secret } from '@pomona/domain'
import { explainAppleError, toAppleError } from '../apple-errors.ts'
import { AppleRefusal } from '../fake/refusal.ts'
import type { FakeApple } from '../fake/fake-apple.ts'
import {
  checkClaim,
  toAssetsPage,
  toAssociationsPage,
  toConcerned,
  toEvent,
  toEventReceipt,
  toInvitationUrl,
  toLimits,
  toLocation,
  toManageAssetsRequest,
  toManageUsersRequest,
  toRevokeRequest,
  toSubscribeRequest,
  toUsersPage,
  type PageFrame,
} from '../from-wire.ts'
import { toMetadata } from '../metadata-from-wire.ts'
import type { Credential, Page, VppClient } from '../vpp-client.ts'
import { walk } from '../walk.ts'
import type { WireMdmInfo } from '../wire/common.ts'
import type { WireEventReceipt } from '../wire/licenses.ts'
import type { WireClientConfigRequest } from '../wire/requests.ts'

/** The origin that pictures and store pages have when there is no server. */
const origin = 'https://apple.example'

/** A picture of one point, for tests that need some picture. */
const onePoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A client that talks to a fake Apple in the same process: what HTTP would carry is handed over. */
export function createMemoryVppClient(fake: FakeApple, { now = () => new Date() } = {}): VppClient {
  const { service } = fake
  type Authenticated = { mdmInfo?: WireMdmInfo | undefined; eventId?: string }

  /** Waits a turn, as any network does, and speaks of refusals in our words. */
  const ask = async <T>(call: (token: string) => T | Promise<T>, contentToken: Secret): Promise<T> => {
    await Promise.resolve()
    try {
      return await call(contentToken.reveal())
    } catch (error) {
      if (!(error instanceof AppleRefusal)) throw error
      const concerns = toConcerned(error.body.errorInfo)
      throw toAppleError(explainAppleError(error.errorNumber, error.httpStatus), { concerns })
    }
  }

  const authenticated = async <T extends Authenticated>(
    credential: Credential,
    call: (token: string) => T | Promise<T>,
  ) => {
    const answer = await ask(call, credential.contentToken)
    checkClaim(credential, answer.mdmInfo, answer.eventId)
    return answer
  }

  const pages = <W extends PageFrame & Authenticated, T>(
    credential: Credential,
    filter: Record<string, string | undefined>,
    list: { get: (token: string, params: URLSearchParams) => W; toPage: (wire: W, askedAt: Date) => Page<T> },
  ): AsyncIterable<Page<T>> =>
    walk<T>(async (pageIndex) => {
      const askedAt = now()
      const params = toParams({ ...filter, pageIndex: String(pageIndex) })
      const answer = await authenticated(credential, (token) => list.get(token, params))
      return { page: list.toPage(answer, askedAt), nextPageIndex: answer.nextPageIndex }
    })

  const order = async (credential: Credential, call: (token: string) => WireEventReceipt) =>
    toEventReceipt(await authenticated(credential, call))

  const configure = async (credential: Credential, body: WireClientConfigRequest) =>
    toLocation(await authenticated(credential, (token) => service.setClientConfig(token, body)))

  return {
    getLimits: async () => toLimits(service.getServiceConfig(origin)),
    getLocation: async (credential) =>
      toLocation(await authenticated(credential, (token) => service.getClientConfig(token))),
    claimLocation: async (credential, mdmInfo) => configure(credential, { mdmInfo }),
    subscribe: async (credential, subscription) => configure(credential, toSubscribeRequest(subscription)),
    readAssets: (credential, filter = {}) =>
      pages(credential, filter, { get: (token, params) => service.getAssets(token, params), toPage: toAssetsPage }),
    readAssociations: (credential, filter = {}) =>
      pages(credential, filter, {
        get: (token, params) => service.getAssignments(token, params),
        toPage: toAssociationsPage,
      }),
    readUsers: (credential, { activeOnly, ...filter } = {}) =>
      pages(
        credential,
        { ...filter, activeOnly: activeOnly === true ? 'true' : undefined },
        { get: (token, params) => service.getUsers(token, params), toPage: toUsersPage },
      ),
    async count(credential, dataSet) {
      const get = {
        assets: (token: string, params: URLSearchParams) => service.getAssets(token, params),
        associations: (token: string, params: URLSearchParams) => service.getAssignments(token, params),
        users: (token: string, params: URLSearchParams) => service.getUsers(token, params),
      }[dataSet]
      const readPage = async (pageIndex: number) =>
        authenticated(credential, (token) =>
          get(token, toParams({ activeOnly: dataSet === 'users' ? 'true' : undefined, pageIndex: String(pageIndex) })),
        )
      const first = await readPage(0)
      if (first.totalPages <= 1) return first.size
      const last = await readPage(first.totalPages - 1)
      return first.size * (first.totalPages - 1) + last.size
    },
    associate: async (credential, request) =>
      order(credential, (token) => service.associate(token, toManageAssetsRequest(request))),
    disassociate: async (credential, request) =>
      order(credential, (token) => service.disassociate(token, toManageAssetsRequest(request))),
    revoke: async (credential, request) =>
      order(credential, (token) => service.revoke(token, toRevokeRequest(request))),
    createUsers: async (credential, users) =>
      order(credential, (token) => service.createUsers(token, toManageUsersRequest(users))),
    updateUsers: async (credential, users) =>
      order(credential, (token) => service.updateUsers(token, toManageUsersRequest(users))),
    retireUsers: async (credential, clientUserIds) => {
      const users = clientUserIds.map((clientUserId) => ({ clientUserId }))
      return order(credential, (token) => service.retireUsers(token, toManageUsersRequest(users)))
    },
    getInvitationUrl: async (inviteCode) =>
      toInvitationUrl(service.getServiceConfig(origin).urls['invitationEmail'] ?? '', inviteCode),
    getEvent: async (credential, eventId) =>
      toEvent(await authenticated(credential, (token) => service.getStatus(token, toParams({ eventId })))),
    async lookUpMetadata({ contentToken, adamIds, platform, country }) {
      const query = { version: '2', id: adamIds.join(','), p: 'mdm-lockup', caller: 'MDM', platform }
      const params = toParams({ ...query, cc: country.toLowerCase(), l: 'en' })
      const answer = await ask((token) => service.lookUp(token, params, origin), contentToken)
      return toMetadata((answer.results ?? {}) as Record<string, unknown>)
    },
    async fetchIcon(url) {
      const adamId = /^https:\/\/apple\.example\/artwork\/(\d+)\//.exec(url)?.[1]
      const isKnown = adamId !== undefined && fake.catalogItem(adamId) !== undefined
      return isKnown ? { bytes: onePoint, contentType: 'image/png' } : undefined
    },
  }
}

function toParams(query: Record<string, string | undefined>): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, value)
  return params
}
