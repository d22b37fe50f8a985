import { setTimeout as pause } from 'node:timers/promises'
import { Agent, type Dispatcher } from 'undici'
import type { z } from 'zod'
import { AppleError } from './apple-error.ts'
import {
  checkClaim,
  toAssetsPage,
  toAssociationsPage,
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
} from './from-wire.ts'
import { createAddresses } from './http/addresses.ts'
import { defaultPatience, type Patience } from './http/back-off.ts'
import { bearer, read, storeCookie, write, type CallDeps } from './http/calls.ts'
import type { ConversationEntry } from './http/exchange.ts'
import { fetchIcon } from './http/icon.ts'
import { createPageGate } from './http/page-gate.ts'
import { followLimits, type RequestBudget } from './http/request-budget.ts'
import { toMetadata } from './metadata-from-wire.ts'
import { metadataIdsMax, type Credential, type EventReceipt, type Page, type VppClient } from './vpp-client.ts'
import { walk } from './walk.ts'
import type { WireMdmInfo } from './wire/common.ts'
import { wireClientConfig } from './wire/config.ts'
import {
  wireAssetsPage,
  wireAssignmentsPage,
  wireEventReceipt,
  wireEventStatus,
  wirePageFrame,
  wireUsersPage,
} from './wire/licenses.ts'
import { wireMetadataAnswer } from './wire/metadata.ts'
import type { WireClientConfigRequest } from './wire/requests.ts'

export type HttpVppClientOptions = {
  /** `https://vpp.itunes.apple.com/mdm/v2`; an origin alone stands for its version 2. */
  baseUrl: string
  now?: () => Date
  random?: () => number
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  patience?: Partial<Patience>
  /** How long one request may take, from its first byte to the answer's last. */
  timeoutMs?: number
  /** The way out, for a proxy or a private certificate authority. */
  dispatcher?: Dispatcher
  /** Is told of every request and its answer, without headers and bodies. */
  onConversation?: (entry: ConversationEntry) => void
  /** Is asked before every request of a stored token. */
  budget?: RequestBudget
}

/** A client that holds connections; `close` lets them go. */
export type HttpVppClient = VppClient & { close(): Promise<void> }

const countedBy = {
  assets: { name: 'getAssets', query: {} },
  associations: { name: 'getAssignments', query: {} },
  users: { name: 'getUsers', query: { activeOnly: 'true' } },
} as const

/** Errors after which the addresses and limits that we know are no longer believed. */
const outdatedConfig = new Set([9617, 9634, 9700, 9701, 9702, 9714])

/** Speaks with Apple's App and Book Management API, version 2, over HTTP. */
export function createHttpVppClient(options: HttpVppClientOptions): HttpVppClient {
  const dispatcher = options.dispatcher ?? createAgent()
  const unlimited: CallDeps = {
    dispatcher,
    now: options.now ?? (() => new Date()),
    random: options.random ?? Math.random,
    sleep: options.sleep ?? (async (ms, signal) => pause(ms, undefined, { signal })),
    patience: { ...defaultPatience, ...options.patience },
    timeoutMs: options.timeoutMs ?? 60_000,
    onConversation: options.onConversation,
    budget: undefined,
  }
  const addresses = createAddresses(unlimited, options.baseUrl)
  const deps: CallDeps = { ...unlimited, budget: options.budget && followLimits(options.budget, addresses) }
  const pageGate = createPageGate()

  type AddressName = Parameters<typeof addresses.urlOf>[0]
  type Query = Record<string, string | undefined>
  type Authenticated = { mdmInfo?: WireMdmInfo | undefined; eventId?: string }

  const noting = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof AppleError && outdatedConfig.has(error.errorNumber ?? 0)) addresses.forget()
      throw error
    }
  }

  const get = async <S extends z.ZodType<Authenticated>>(
    credential: Credential,
    call: { name: AddressName; schema: S; query?: Query; signal?: AbortSignal },
  ) =>
    await noting(async () => {
      const url = await addresses.urlOf(call.name, call.query)
      const headers = bearer(credential.contentToken)
      const { schema, signal } = call
      const got = await read(deps, { url, schema, headers, about: credential.about, signal })
      checkClaim(credential, got.answer.mdmInfo)
      return got
    })

  const post = async <S extends z.ZodType<Authenticated>>(
    credential: Credential,
    call: { name: AddressName; schema: S; body: unknown },
  ) =>
    await noting(async () => {
      const url = await addresses.urlOf(call.name)
      const headers = bearer(credential.contentToken)
      const { schema, body } = call
      const answer = await write(deps, { url, schema, headers, about: credential.about, body })
      checkClaim(credential, answer.mdmInfo, answer.eventId)
      return answer
    })

  const pages = <W extends PageFrame & Authenticated, T>(
    credential: Credential,
    list: { name: AddressName; schema: z.ZodType<W>; query: Query; toPage: (wire: W, askedAt: Date) => Page<T> },
  ): AsyncIterable<Page<T>> =>
    walk<T>(async (pageIndex, signal) => {
      const { name, schema, toPage } = list
      const query = { ...list.query, pageIndex: String(pageIndex) }
      const { answer, askedAt } = await pageGate(credential.contentToken, async () =>
        get(credential, { name, schema, query, signal }),
      )
      return { page: toPage(answer, askedAt), nextPageIndex: answer.nextPageIndex }
    })

  const order = async (name: AddressName, credential: Credential, body: unknown): Promise<EventReceipt> =>
    toEventReceipt(await post(credential, { name, schema: wireEventReceipt, body }))

  const configure = async (credential: Credential, body: WireClientConfigRequest) =>
    toLocation(await post(credential, { name: 'clientConfig', schema: wireClientConfig, body }))

  return {
    getLimits: async () => toLimits(await addresses.serviceConfig()),

    async getLocation(credential) {
      const { answer } = await get(credential, { name: 'clientConfig', schema: wireClientConfig })
      return toLocation(answer)
    },

    claimLocation: async (credential, mdmInfo) => configure(credential, { mdmInfo }),
    subscribe: async (credential, subscription) => configure(credential, toSubscribeRequest(subscription)),

    readAssets: (credential, filter = {}) =>
      pages(credential, { name: 'getAssets', schema: wireAssetsPage, query: filter, toPage: toAssetsPage }),

    readAssociations: (credential, filter = {}) =>
      pages(credential, {
        name: 'getAssignments',
        schema: wireAssignmentsPage,
        query: filter,
        toPage: toAssociationsPage,
      }),

    readUsers: (credential, { activeOnly, ...filter } = {}) =>
      pages(credential, {
        name: 'getUsers',
        schema: wireUsersPage,
        query: { ...filter, activeOnly: activeOnly === true ? 'true' : undefined },
        toPage: toUsersPage,
      }),

    async count(credential, dataSet) {
      const { name, query } = countedBy[dataSet]
      const readPage = async (pageIndex: number) => {
        const { answer } = await get(credential, {
          name,
          schema: wirePageFrame,
          query: { ...query, pageIndex: String(pageIndex) },
        })
        return answer
      }
      const first = await readPage(0)
      if (first.totalPages <= 1) return first.size
      // All pages but the last are equally long, so two requests tell what hundreds would.
      const last = await readPage(first.totalPages - 1)
      return first.size * (first.totalPages - 1) + last.size
    },

    associate: async (credential, request) => order('associateAssets', credential, toManageAssetsRequest(request)),
    disassociate: async (credential, request) =>
      order('disassociateAssets', credential, toManageAssetsRequest(request)),
    revoke: async (credential, request) => order('revokeAssets', credential, toRevokeRequest(request)),
    createUsers: async (credential, users) => order('createUsers', credential, toManageUsersRequest(users)),
    updateUsers: async (credential, users) => order('updateUsers', credential, toManageUsersRequest(users)),
    retireUsers: async (credential, clientUserIds) =>
      order('retireUsers', credential, toManageUsersRequest(clientUserIds.map((clientUserId) => ({ clientUserId })))),

    async getEvent(credential, eventId) {
      const { answer } = await get(credential, { name: 'eventStatus', schema: wireEventStatus, query: { eventId } })
      return toEvent(answer)
    },

    async getInvitationUrl(inviteCode) {
      const { urls } = await addresses.serviceConfig()
      return toInvitationUrl(urls['invitationEmail'] ?? '', inviteCode)
    },

    async lookUpMetadata({ contentToken, about, adamIds, platform, country }) {
      if (adamIds.length > metadataIdsMax) throw new RangeError(`At most ${metadataIdsMax} ids at once`)
      if (adamIds.length === 0) return new Map()
      const query = { version: '2', id: adamIds.join(','), p: 'mdm-lockup', caller: 'MDM', platform }
      const url = await addresses.urlOf('contentMetadataLookup', { ...query, cc: country.toLowerCase(), l: 'en' })
      const headers = storeCookie(contentToken)
      // The store is another service: how often it is asked says nothing about licenses, and the other way round.
      const { answer } = await read(unlimited, { url, schema: wireMetadataAnswer, headers, about })
      return toMetadata(answer.results)
    },

    fetchIcon: async (url) => fetchIcon(unlimited, url),

    async close() {
      // One that was handed in belongs to whoever made it.
      if (!options.dispatcher) await dispatcher.close()
    },
  }
}

function createAgent(): Agent {
  return new Agent({ connect: { timeout: 10_000 }, maxResponseSize: 32_000_000 })
}
