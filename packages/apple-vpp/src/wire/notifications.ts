import { pricingParams, vppUserStatuses } from '@pomona/domain'
import { z } from 'zod'
import { wireErrorResponse } from './errors.ts'
import { wireAssignment, wireUser } from './licenses.ts'

/** What a client may subscribe to (Apple's page `clientconfigrequest`). */
export const wireNotificationTypes = [
  'ASSET_COUNT',
  'ASSET_MANAGEMENT',
  'USER_MANAGEMENT',
  'USER_ASSOCIATED',
  'SUBSCRIPTION_MANAGEMENT',
  'SUBSCRIPTION_COUNT',
  'UNLIMITED_ASSET',
  'TEST_NOTIFICATION',
] as const
export type WireNotificationType = (typeof wireNotificationTypes)[number]

/** A user that could not be created has no status. */
export const wireNotifiedUser = wireUser.extend({ status: z.enum(vppUserStatuses).optional() })
export type WireNotifiedUser = z.infer<typeof wireNotifiedUser>

const result = {
  // An event's status says FAILED where a notification says FAILURE.
  result: z.enum(['SUCCESS', 'FAILURE']),
  eventId: z.string().optional(),
  error: wireErrorResponse.optional(),
}
export type WireResult = z.infer<z.ZodObject<typeof result>>

const notifiedAssignment = wireAssignment.refine(
  ({ clientUserId, serialNumber }) => clientUserId !== undefined || serialNumber !== undefined,
  'names neither a user nor a device',
)

const envelope = { notificationId: z.string().min(1), uId: z.string() }

/** What every notification has, of whatever type. */
export const wireNotificationEnvelope = z.object({
  ...envelope,
  notificationType: z.string().min(1),
  notification: z.record(z.string(), z.unknown()).default({}),
})

/** Apple's page `subscribing-to-notifications`: what is posted to the address that client config names. */
export const wireNotification = z.discriminatedUnion('notificationType', [
  z.object({ ...envelope, notificationType: z.literal('TEST_NOTIFICATION'), notification: z.object({}) }),
  z.object({
    ...envelope,
    notificationType: z.literal('ASSET_COUNT'),
    notification: z.object({
      adamId: z.string(),
      pricingParam: z.enum(pricingParams).default('STDQ'),
      countDelta: z.int(),
    }),
  }),
  z.object({
    ...envelope,
    notificationType: z.literal('ASSET_MANAGEMENT'),
    notification: z.object({
      ...result,
      type: z.enum(['ASSOCIATE', 'DISASSOCIATE', 'REVOKE']),
      assignments: z.array(notifiedAssignment),
    }),
  }),
  z.object({
    ...envelope,
    notificationType: z.literal('USER_MANAGEMENT'),
    notification: z.object({
      ...result,
      type: z.enum(['CREATE', 'UPDATE', 'RETIRE']),
      users: z.array(wireNotifiedUser),
    }),
  }),
  z.object({
    ...envelope,
    notificationType: z.literal('USER_ASSOCIATED'),
    notification: z.object({ associatedUsers: z.array(wireUser) }),
  }),
])
export type WireNotification = z.infer<typeof wireNotification>
