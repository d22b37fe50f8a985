import { pricingParams, productTypes } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'

/** An app or a book of one token. The same app in two tokens is listed twice, as in the seed. */
export const assetView = z.object({
  id,
  tokenId: id,
  tokenName: z.string(),
  adamId: z.string(),
  pricingParam: z.enum(pricingParams),
  productType: z.enum(productTypes),
  name: z.string(),
  publisher: z.string().nullable(),
  bundleId: z.string().nullable(),
  /** Served by Pomona itself. */
  iconUrl: z.string().nullable(),
  totalCount: z.number().int(),
  assignedCount: z.number().int(),
  availableCount: z.number().int(),
  retiredCount: z.number().int(),
  /** Free apps without a limit; the counts are then Apple's 2147483647 and what is left of it. */
  isUnlimited: z.boolean(),
  /** Licenses that orders under way have promised and Apple's counts do not show yet. */
  promisedCount: z.number().int(),
  /** Targets in line for a license. */
  waitingCount: z.number().int(),
  /** Licenses held by VPP users that another system made (P11). */
  foreignCount: z.number().int(),
  assignmentCount: z.number().int(),
  deviceAssignable: z.boolean(),
  revocable: z.boolean(),
  supportedPlatforms: z.array(z.string()),
  /** Since when Apple no longer lists it. */
  vanishedAt: time.nullable(),
  /** When Apple gave these counts. */
  countsReadAt: time,
})
export type AssetView = z.infer<typeof assetView>

export const assetDetail = assetView.extend({
  description: z.string().nullable(),
  genres: z.array(z.string()),
  deviceFamilies: z.array(z.string()),
  minimumOsVersion: z.string().nullable(),
  latestVersion: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  priceFormatted: z.string().nullable(),
  releasedOn: z.string().nullable(),
  storeUrl: z.string().nullable(),
  isCustomApp: z.boolean(),
  /** The country whose store the texts are from. */
  storefront: z.string().nullable(),
  /** Since when that store does not know the app. */
  missingInStoreSince: time.nullable(),
})
export type AssetDetail = z.infer<typeof assetDetail>

const assetQuery = listQuery(
  [
    'name',
    '-name',
    'availableCount',
    '-availableCount',
    'assignedCount',
    '-assignedCount',
    'totalCount',
    '-totalCount',
  ],
  {
    tokenId: id.optional(),
    /** Only those that are assigned to this group, or from which it is excluded. */
    groupId: id.optional(),
    /** `true`: only those that somebody waits for. */
    isShort: z.stringbool().optional(),
    /** `true`: only those with an assignment; `false`: only those without. */
    isAssigned: z.stringbool().optional(),
    /** `true`: only those that the store of their token's country does not list (P6). */
    isMissingInStore: z.stringbool().optional(),
  },
)

export const listApps = endpoint({
  method: 'GET',
  path: '/api/v1/apps',
  summary: 'List apps of all tokens, once per token',
  tag: 'Apps',
  access: 'helpdesk',
  query: assetQuery,
  response: listOf(assetView),
})

export const listBooks = endpoint({
  method: 'GET',
  path: '/api/v1/books',
  summary: 'List books of all tokens, once per token',
  tag: 'Books',
  access: 'helpdesk',
  query: assetQuery,
  response: listOf(assetView),
})

export const getApp = endpoint({
  method: 'GET',
  path: '/api/v1/apps/:id',
  summary: 'One app, with what the store says of it',
  tag: 'Apps',
  access: 'helpdesk',
  params: idParams,
  response: assetDetail,
})

export const getBook = endpoint({
  method: 'GET',
  path: '/api/v1/books/:id',
  summary: 'One book, with what the store says of it',
  tag: 'Books',
  access: 'helpdesk',
  params: idParams,
  response: assetDetail,
})
