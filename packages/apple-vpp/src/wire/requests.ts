import { pricingParams } from '@pomona/domain'
import { z } from 'zod'

/** A member that is null says as much as one that is left out. */
const optional = <S extends z.ZodType>(schema: S) => schema.nullish().transform((value) => value ?? undefined)

/** Apple's page `clientconfigrequest`. */
export const wireClientConfigRequest = z.object({
  mdmInfo: optional(z.object({ id: optional(z.string()), name: optional(z.string()), metadata: optional(z.string()) })),
  notificationUrl: optional(z.string()),
  notificationAuthToken: optional(z.string()),
  notificationTypes: optional(z.array(z.string())),
})
export type WireClientConfigRequest = z.input<typeof wireClientConfigRequest>

/** Apple's own samples leave `pricingParam` out. */
const wireRequestedAsset = z.object({
  adamId: z.string(),
  pricingParam: z
    .enum(pricingParams)
    .nullish()
    .transform((value) => value ?? 'STDQ'),
})

/** Apple's page `manageassetsrequest`: every asset for every target. */
export const wireManageAssetsRequest = z.object({
  assets: optional(z.array(wireRequestedAsset)),
  clientUserIds: optional(z.array(z.string().min(1))),
  serialNumbers: optional(z.array(z.string().min(1))),
})
export type WireManageAssetsRequest = z.input<typeof wireManageAssetsRequest>

/** Apple's page `revokeassetsrequest`: everything that can be taken back from these users and devices. */
export const wireRevokeAssetsRequest = wireManageAssetsRequest.omit({ assets: true })
export type WireRevokeAssetsRequest = z.input<typeof wireRevokeAssetsRequest>

/** Apple's page `requestuser`. To retire a user takes its clientUserId alone. */
export const wireRequestUser = z.object({
  clientUserId: z.string().min(1),
  email: optional(z.string()),
  managedAppleId: optional(z.string().min(1)),
})
export type WireRequestUser = z.output<typeof wireRequestUser>

/** Apple's page `manageusersrequest`. */
export const wireManageUsersRequest = z.object({ users: optional(z.array(wireRequestUser)) })
export type WireManageUsersRequest = z.input<typeof wireManageUsersRequest>
