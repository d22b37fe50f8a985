import { z } from 'zod'
import { wireCommonFields } from './common.ts'

/** Apple's page `serviceconfigresponse`. Limits and addresses change while we run. */
export const wireServiceConfig = z.object({
  errorCodes: z.array(z.object({ errorNumber: z.int(), errorMessage: z.string() })).default([]),
  limits: z.record(z.string(), z.number()),
  notificationTypes: z.array(z.string()).default([]),
  urls: z.record(z.string(), z.string()),
})
export type WireServiceConfig = z.infer<typeof wireServiceConfig>

/** Apple's page `clientconfigresponse`. */
export const wireClientConfig = z.object({
  ...wireCommonFields,
  countryISO2ACode: z.string(),
  defaultPlatform: z.string().optional(),
  locationName: z.string(),
  websiteURL: z.string().optional(),
  notificationUrl: z.string().optional(),
  notificationAuthToken: z.string().optional(),
  subscribedNotificationTypes: z.array(z.string()).optional(),
})
export type WireClientConfig = z.infer<typeof wireClientConfig>
