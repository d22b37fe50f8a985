import { z } from 'zod'
import { wireAssetKey } from './common.ts'

/** Apple's page `clientconfigrequest`. */
export const wireClientConfigRequest = z.object({
  mdmInfo: z
    .object({ id: z.string().optional(), name: z.string().optional(), metadata: z.string().optional() })
    .optional(),
  notificationUrl: z.string().optional(),
  notificationAuthToken: z.string().optional(),
  notificationTypes: z.array(z.string()).optional(),
})
export type WireClientConfigRequest = z.infer<typeof wireClientConfigRequest>

/** Apple's page `manageassetsrequest`: every asset for every target. */
export const wireManageAssetsRequest = z.object({
  assets: z.array(wireAssetKey).optional(),
  clientUserIds: z.array(z.string()).optional(),
  serialNumbers: z.array(z.string()).optional(),
})
export type WireManageAssetsRequest = z.infer<typeof wireManageAssetsRequest>
