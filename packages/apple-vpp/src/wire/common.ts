import { pricingParams } from '@pomona/domain'
import { z } from 'zod'

// Apple's JSON in Apple's words. Unknown members are let through unread: Apple adds some from time to time.

/** Apple's page `mdminfo`. In answers another MDM may have left parts empty. */
export const wireMdmInfo = z.object({
  id: z.string(),
  name: z.string().default(''),
  metadata: z.string().default(''),
})
export type WireMdmInfo = z.infer<typeof wireMdmInfo>

/** What every authenticated answer carries. */
export const wireCommonFields = {
  uId: z.string(),
  tokenExpirationDate: z.string().optional(),
  mdmInfo: wireMdmInfo.optional(),
}

/** Apple's page `using-paginated-endpoints`. */
export const wirePagingFields = {
  currentPageIndex: z.int(),
  nextPageIndex: z.int().optional(),
  size: z.int(),
  totalPages: z.int(),
  versionId: z.string(),
}

/** Apple's page `asset`: the pair is the key of what a location owns. */
export const wireAssetKey = z.object({
  adamId: z.string(),
  // Apple's own samples leave it out.
  pricingParam: z.enum(pricingParams).default('STDQ'),
})
