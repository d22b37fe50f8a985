import { licenseTypes, productTypes, revocationStates } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'
import { countryOrRegion, tokenView } from './tokens.ts'

export const testToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/test',
  summary: 'Ask Apple now whether the token works, and who claims its location; changes nothing at Apple',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  response: z.object({
    token: tokenView,
    isWorking: z.boolean(),
    /** What Apple said, in a sentence, and what to do. */
    message: z.string(),
    durationMs: z.number().int(),
  }),
})

export const previewCountry = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/country-preview',
  summary: 'Which apps and books the store of another country does not list; changes nothing',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  body: z.object({ countryOrRegion }),
  response: z.object({
    countryOrRegion: z.string(),
    assetCount: z.number().int(),
    missingCount: z.number().int(),
    /** At most 500, by name; they keep their old texts and are marked. */
    missing: z.array(z.object({ appId: id, name: z.string(), adamId: z.string(), productType: z.enum(productTypes) })),
  }),
})

export const previewTokenDeletion = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/deletion',
  summary: 'What deleting the token takes away here, and what stays at Apple',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  response: z.object({
    displayName: z.string(),
    /** What goes. */
    appCount: z.number().int(),
    bookCount: z.number().int(),
    assignmentCount: z.number().int(),
    openOrderCount: z.number().int(),
    waitingCount: z.number().int(),
    userCount: z.number().int(),
    /** What stays: licenses at Apple, and how many of them could be taken back before. */
    associationCount: z.number().int(),
    revocableCount: z.number().int(),
    irrevocableCount: z.number().int(),
    foreignAssociationCount: z.number().int(),
    /** Apple goes on naming this console as the location's manager, until another system takes it over: a claim cannot be given back. */
    remainsClaimed: z.boolean(),
    /** Such a revocation is running; deleting now ends it where it is. */
    runningRevocationId: id.nullable(),
  }),
})

export const deleteToken = endpoint({
  method: 'DELETE',
  path: '/api/v1/tokens/:id',
  summary:
    'Delete the token with its apps and assignments. Licenses stay at Apple and can no longer be taken back from here',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  /** The token's name, typed by the administrator. */
  body: z.object({ displayName: z.string().max(200) }),
  response: z.object({}),
  status: 204,
})

export const revocationView = z.object({
  id,
  tokenId: id,
  /** The app whose licenses are called back; absent when it is all of the token's. */
  app: z.object({ id, name: z.string() }).nullable(),
  state: z.enum(revocationStates),
  requestedBy: z.string(),
  requestedAt: time,
  endedAt: time.nullable(),
  /** Every license has its order; until then `totalCount` still counts up. */
  isCollected: z.boolean(),
  /** Licenses to take back; `pendingCount` of them are on their way. */
  totalCount: z.number().int(),
  pendingCount: z.number().int(),
  returnedCount: z.number().int(),
  failedCount: z.number().int(),
  /** Licenses that Apple never takes back, books above all. */
  irrevocableCount: z.number().int(),
})
export type RevocationView = z.infer<typeof revocationView>

export const revokeTokenLicenses = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/revoke-licenses',
  summary: 'Take back every license of the token that can be taken back. No new ones are given out until it is resumed',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  /** The token's name, typed by the administrator. */
  body: z.object({ displayName: z.string().max(200) }),
  response: revocationView,
  status: 202,
})

export const resumeToken = endpoint({
  method: 'POST',
  path: '/api/v1/tokens/:id/resume',
  summary:
    'Give out licenses of the token again, after all were called back. What is still to be taken back then stays',
  tag: 'Tokens',
  access: 'admin',
  params: idParams,
  response: tokenView,
})

export const listRevocations = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/revocations',
  summary: 'The revocations of all licenses of a token, newest first',
  tag: 'Tokens',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['-requestedAt'], {}),
  response: listOf(revocationView),
})

const revocationParams = z.object({ id, revocationId: id })

export const getRevocation = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/revocations/:revocationId',
  summary: 'How far a revocation is',
  tag: 'Tokens',
  access: 'helpdesk',
  params: revocationParams,
  response: revocationView,
})

export const revocationOutcomes = ['pending', 'returned', 'failed'] as const

export const revocationItemView = z.object({
  id,
  appId: id,
  appName: z.string(),
  licenseType: z.enum(licenseTypes),
  target: z.string(),
  deviceName: z.string().nullable(),
  outcome: z.enum(revocationOutcomes),
  errorNumber: z.number().int().nullable(),
  reason: z.string().nullable(),
  settledAt: time.nullable(),
})
export type RevocationItemView = z.infer<typeof revocationItemView>

export const listRevocationItems = endpoint({
  method: 'GET',
  path: '/api/v1/tokens/:id/revocations/:revocationId/items',
  summary: 'What became of each license of a revocation',
  tag: 'Tokens',
  access: 'helpdesk',
  params: revocationParams,
  query: listQuery(['createdAt'], { outcome: z.enum(revocationOutcomes).optional() }),
  response: listOf(revocationItemView),
})
