import { pricingParams, productTypes } from '@pomona/domain'
import { z } from 'zod'
import { assetView } from './apps.ts'
import { endpoint, listOf, listQuery } from './endpoint.ts'

/** One app or book over all tokens that own it (P10). */
export const titleView = z.object({
  adamId: z.string(),
  pricingParam: z.enum(pricingParams),
  productType: z.enum(productTypes),
  name: z.string(),
  publisher: z.string().nullable(),
  iconUrl: z.string().nullable(),
  tokenCount: z.number().int(),
  /** Sums over the tokens with a limited number of licenses. May pass what 32 bits hold. */
  totalCount: z.number().int(),
  assignedCount: z.number().int(),
  availableCount: z.number().int(),
  retiredCount: z.number().int(),
  /** At least one of the tokens has it without a limit. */
  isUnlimited: z.boolean(),
  waitingCount: z.number().int(),
})
export type TitleView = z.infer<typeof titleView>

export const listTitles = endpoint({
  method: 'GET',
  path: '/api/v1/titles',
  summary: 'List apps and books over all tokens: one line each, with the sums of their counts',
  tag: 'Apps',
  access: 'helpdesk',
  query: listQuery(['name', '-name', 'availableCount', '-availableCount', 'totalCount', '-totalCount'], {
    productType: z.enum(productTypes).optional(),
    /** `true`: only those that more than one token owns. */
    isShared: z.stringbool().optional(),
    /** `true`: only those that somebody waits for. */
    isShort: z.stringbool().optional(),
  }),
  response: listOf(titleView),
})

export const getTitle = endpoint({
  method: 'GET',
  path: '/api/v1/titles/:adamId/:pricingParam',
  summary: 'One app or book over all tokens, with its counts in each',
  tag: 'Apps',
  access: 'helpdesk',
  params: z.object({ adamId: z.string().regex(/^\d{1,20}$/), pricingParam: z.enum(pricingParams) }),
  /** At most 500 tokens, those with most licenses first. */
  response: titleView.extend({ assets: z.array(assetView) }),
})
