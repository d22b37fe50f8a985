import { accountTypes, pricingParams, productTypes, unlimitedCount, vppUserStatuses } from '@pomona/domain'
import { tokenConditions } from '@pomona/apple-vpp/fake'
import { z } from 'zod'

const adamId = z.coerce.string().regex(/^\d{1,18}$/, 'must be digits')
export const assetKey = z.object({ adamId, pricingParam: z.enum(pricingParams).default('STDQ') })
export const count = z.int().min(0).max(unlimitedCount)
const country = z.string().regex(/^[A-Za-z]{2}$/)
export const mdmInfo = z.object({ id: z.string().min(1), name: z.string().min(1), metadata: z.string().min(1) })
const texts = z.array(z.string().min(1))

export const locationBody = z.object({
  locationName: z.string().min(1).max(200),
  uId: z.string().regex(/^\d+$/).optional(),
  orgName: z.string().min(1).max(200).optional(),
  countryISO2ACode: country.optional(),
  accountType: z.enum(accountTypes).optional(),
  managedDomains: texts.optional(),
  tokenExpiresAt: z.coerce.date().optional(),
  mdmInfo: mdmInfo.optional(),
  assets: z
    .array(
      assetKey.extend({
        name: z.string().min(1).max(300).optional(),
        isCustomApp: z.boolean().optional(),
        missingIn: z.array(country).optional(),
        productType: z.enum(productTypes).optional(),
        totalCount: count,
        retiredCount: count.optional(),
        deviceAssignable: z.boolean().optional(),
        revocable: z.boolean().optional(),
        supportedPlatforms: z.array(z.string()).optional(),
        serialNumbers: texts.optional(),
        clientUserIds: texts.optional(),
      }),
    )
    .optional(),
  users: z
    .array(
      z.object({
        clientUserId: z.string().min(1),
        email: z.string().optional(),
        inviteCode: z.string().min(1).optional(),
        idHash: z.string().min(1).optional(),
        managedAppleId: z.string().min(1).optional(),
        status: z.enum(vppUserStatuses).default('Registered'),
      }),
    )
    .optional(),
  generate: z
    .object({
      assets: z.int().min(0).max(100_000).default(0),
      users: z.int().min(0).max(1_000_000).default(0),
      associations: z.int().min(0).max(5_000_000).default(0),
    })
    .optional(),
})

export const purchaseBody = assetKey.extend({ count: z.int() })
export const refundBody = assetKey.extend({ count: z.int().min(1), takeHeld: z.boolean().default(false) })
export const transferBody = assetKey.extend({ count: z.int().min(1), toUId: z.string() })
export const tokenBody = z.object({ expiresAt: z.coerce.date().optional() })
export const tokenStateBody = z
  .object({ tokenFile: z.string().optional(), uId: z.string().optional(), state: z.enum(tokenConditions) })
  .refine(({ tokenFile, uId }) => (tokenFile === undefined) !== (uId === undefined), 'needs tokenFile or uId')
export const mdmInfoBody = z.object({ mdmInfo: mdmInfo.nullable() })
export const countryBody = z.object({ countryISO2ACode: country })
export const resetBody = z.object({ seed: z.enum(['demo', 'empty']).default('demo') })
export const acceptBody = z.object({ appleAccount: z.email().optional() })

/** What can be edited behind everybody's back. */
export const assetEditBody = z.strictObject({
  totalCount: count.exactOptional(),
  availableCount: count.exactOptional(),
  retiredCount: count.exactOptional(),
  deviceAssignable: z.boolean().exactOptional(),
  revocable: z.boolean().exactOptional(),
  supportedPlatforms: z.array(z.string()).exactOptional(),
})

const holding = z.union([
  assetKey
    .extend({ serialNumber: z.string().min(1) })
    .transform(({ serialNumber, ...key }) => ({ ...key, targetType: 'device' as const, target: serialNumber })),
  assetKey
    .extend({ clientUserId: z.string().min(1) })
    .transform(({ clientUserId, ...key }) => ({ ...key, targetType: 'user' as const, target: clientUserId })),
])
export const associationsBody = z.strictObject({
  associate: z.array(holding).default([]),
  disassociate: z.array(holding).default([]),
  isSilent: z.boolean().default(false),
})

export const associationsQuery = z.object({
  adamId: z.string().exactOptional(),
  pricingParam: z.enum(pricingParams).exactOptional(),
  serialNumber: z.string().exactOptional(),
  clientUserId: z.string().exactOptional(),
  excludeInactiveUsers: z.enum(['true', 'false']).exactOptional(),
  offset: z.coerce.number().int().min(0).exactOptional(),
  limit: z.coerce.number().int().min(1).exactOptional(),
})

/** What the stores may say of an app or book; what is left out stays as it is. */
export const catalogBody = z.strictObject({
  name: z.string().min(1).exactOptional(),
  publisher: z.string().min(1).exactOptional(),
  kind: z.enum(['iosSoftware', 'desktopApp', 'ebook']).exactOptional(),
  bundleId: z.string().min(1).exactOptional(),
  deviceFamilies: z.array(z.string()).exactOptional(),
  genres: z.array(z.string()).exactOptional(),
  version: z.string().min(1).exactOptional(),
  externalId: z.int().min(1).exactOptional(),
  minimumOsVersion: z.string().exactOptional(),
  sizeBytes: z.int().min(0).exactOptional(),
  price: z.number().min(0).exactOptional(),
  releaseDate: z.iso.date().exactOptional(),
  latestVersionReleaseDate: z.iso.date().exactOptional(),
  description: z.string().exactOptional(),
  whatsNew: z.string().exactOptional(),
  isCustomApp: z.boolean().exactOptional(),
  deviceLicensing: z.boolean().exactOptional(),
  missingIn: z.array(country.toUpperCase()).exactOptional(),
})
