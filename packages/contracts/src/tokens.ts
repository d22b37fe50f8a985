import {
  accountTypes,
  freshnessKinds,
  isCountry,
  syncPhases,
  syncRunStates,
  syncTriggers,
  tokenStates,
} from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'

export const syncRunView = z.object({
  id,
  tokenId: id,
  trigger: z.enum(syncTriggers),
  state: z.enum(syncRunStates),
  phase: z.enum(syncPhases),
  /** Records read so far in this phase, and how many are expected once Apple has said so. */
  progressDone: z.number().int(),
  progressTotal: z.number().int().nullable(),
  assetsSeen: z.number().int(),
  associationsSeen: z.number().int(),
  assetsAdded: z.number().int(),
  assetsVanished: z.number().int(),
  countsChanged: z.number().int(),
  associationsAdded: z.number().int(),
  associationsRemoved: z.number().int(),
  /** Users of this console whose state at Apple was different from ours. */
  usersChanged: z.number().int(),
  metadataUpdated: z.number().int(),
  /** How often the walk began anew because Apple's data moved under it. */
  walkRestarts: z.number().int(),
  /** Requests to Apple that it took. */
  requestCount: z.number().int(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  requestedAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
})
export type SyncRunView = z.infer<typeof syncRunView>

export const tokenView = z.object({
  id,
  uId: z.string(),
  displayName: z.string(),
  organizationName: z.string(),
  locationName: z.string(),
  appleId: z.string(),
  countryOrRegion: z.string(),
  accountType: z.enum(accountTypes),
  automaticAppUpdates: z.boolean(),
  state: z.enum(tokenStates),
  /** What happened and what to do, when the state is not `valid`. */
  stateReason: z.string().nullable(),
  expiresAt: time,
  lastSyncedAt: time.nullable(),
  nextSyncAt: time.nullable(),
  /** The sync that is waiting or running, if any. */
  activeSync: syncRunView.nullable(),
  /** Who claims the location at Apple, by the latest answer; absent when nobody does. */
  claimedBy: z.object({ name: z.string(), metadata: z.string(), isThisConsole: z.boolean() }).nullable(),
  freshness: z.object({
    kind: z.enum(freshnessKinds),
    /** What is shown was true at Apple at this time, or later. */
    asOf: time.nullable(),
    /** One sentence: why it is so, and what to do when it could be fresher. */
    message: z.string(),
    lastNotificationAt: time.nullable(),
  }),
  /** Since when no new licenses are given out, because all were called back; resume to go on. */
  pausedAt: time.nullable(),
  appCount: z.number().int(),
  bookCount: z.number().int(),
  /** People of this console who are registered at Apple through this token. */
  userCount: z.number().int(),
  /** VPP users that another system made at the location, and the licenses that they hold (P11). As of the last sync. */
  foreignUserCount: z.number().int(),
  foreignAssociationCount: z.number().int(),
  /** Apps and books that the store of the token's country does not list (P6). */
  missingInStoreCount: z.number().int(),
  /** Licenses at Apple on serial numbers and users. */
  associationCount: z.number().int(),
  /** Devices that wait for a license of this token. */
  waitingCount: z.number().int(),
  createdAt: time,
})
export type TokenView = z.infer<typeof tokenView>

/** The text of a `.vpptoken` file. Real ones have some 250 characters. */
const tokenFileText = z.string().max(20_000)

export const tokenInspection = z.object({
  uId: z.string(),
  organizationName: z.string(),
  locationName: z.string(),
  countryOrRegion: z.string(),
  accountType: z.enum(accountTypes),
  expiresAt: time,
  daysLeft: z.number().int(),
  /** What the location owns at Apple right now. */
  owns: z.object({ assets: z.number().int(), associations: z.number().int(), users: z.number().int() }),
  /** The token of the same location that is already here: offer renewal. */
  existingToken: z.object({ id, displayName: z.string() }).nullable(),
  /** The other MDM that claims the location; taking it over needs `takeControl`. */
  claimedBy: z.object({ name: z.string(), metadata: z.string() }).nullable(),
})
export type TokenInspection = z.infer<typeof tokenInspection>

/** A country's two letters, as in ISO 3166-1. */
export const countryOrRegion = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, { error: 'Give the two letters of a country, for instance US.', abort: true })
  .refine(isCountry, { error: ({ input }) => `There is no country with the letters ${String(input)}.` })
const displayName = z.string().trim().min(1).max(200)
const appleId = z
  .string()
  .trim()
  .min(3)
  .max(320)
  .regex(/^\S+@\S+$/, 'Give the e-mail address of the Apple Account.')

export const listTokens = endpoint({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'List content tokens',
  tag: 'Tokens',
  access: 'helpdesk',
  query: listQuery(['displayName', '-displayName', 'expiresAt', '-expiresAt'], {
    state: z.enum(tokenStates).optional(),
  }),
  response: listOf(tokenView),
})

export const inspectToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/inspect',
  summary: 'Say what a token file opens; writes nothing, here or at Apple',
  tag: 'Tokens',
  access: 'admin',
  body: z.object({ file: tokenFileText }),
  response: tokenInspection,
})

export const createToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Upload a token, claim its location and start the first sync',
  tag: 'Tokens',
  access: 'admin',
  body: z.object({
    file: tokenFileText,
    displayName: displayName.optional(),
    appleId,
    /** Default: the country that Apple names. */
    countryOrRegion: countryOrRegion.optional(),
    /** Default: what Apple says the location is. */
    accountType: z.enum(accountTypes).optional(),
    automaticAppUpdates: z.boolean(),
    /** Consent to take the location from another MDM. */
    takeControl: z.boolean().optional(),
  }),
  response: tokenView,
  status: 201,
})

export const getToken = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id',
  summary: 'One token',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  response: tokenView,
})

export const updateToken = endpoint({
  method: 'PATCH',
  path: '/api/v1/tokens/:id',
  summary: 'Change a token’s name, Apple ID, country or automatic updates',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  body: z.object({
    displayName: displayName.optional(),
    appleId: appleId.optional(),
    /** The next sync reads all texts from this country's store (P6). */
    countryOrRegion: countryOrRegion.optional(),
    automaticAppUpdates: z.boolean().optional(),
  }),
  response: tokenView,
})

export const renewToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/renew',
  summary: 'Replace the token file by a newer one of the same location',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  body: z.object({ file: tokenFileText, takeControl: z.boolean().optional() }),
  response: tokenView,
})

export const syncToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/sync',
  summary: 'Sync now. Answers the run that is already on its way, if there is one',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  response: syncRunView,
  status: 202,
})

export const listSyncRuns = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/syncs',
  summary: 'The syncs of a token, newest first',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['-requestedAt'], {}),
  response: listOf(syncRunView),
})

export const appleExchangeView = z.object({
  id,
  at: time,
  method: z.string(),
  path: z.string(),
  /** Which try of the same request this was, from 1. */
  attempt: z.number().int(),
  /** Absent when no answer came. */
  status: z.number().int().nullable(),
  errorNumber: z.number().int().nullable(),
  /** What the number, or the silence, means, and what to do. */
  meaning: z.string().nullable(),
  durationMs: z.number().int(),
})
export type AppleExchangeView = z.infer<typeof appleExchangeView>

/** The first digit of the HTTP status, or that there was none. */
export const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'noAnswer'] as const
export type StatusClass = (typeof statusClasses)[number]

export const listConversation = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/conversation',
  summary: 'What Apple was asked about this token’s location and what it answered, newest first, without secrets',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  /** `search` looks into method and path. */
  query: listQuery(['-at', 'at'], {
    /** `true`: only what failed. */
    isFailed: z.stringbool().optional(),
    method: z.enum(['GET', 'POST']).optional(),
    statusClass: z.enum(statusClasses).optional(),
    errorNumber: z.coerce.number().int().min(0).max(99_999).optional(),
    /** Sent then or later, and before then. */
    from: time.optional(),
    to: time.optional(),
  }),
  response: listOf(appleExchangeView),
})
