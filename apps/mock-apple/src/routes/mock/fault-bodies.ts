import { wireNotificationTypes } from '@pomona/apple-vpp/fake'
import { z } from 'zod'

const delayMs = z.int().min(0).max(3_600_000).exactOptional()
const errorNumber = z.int().min(1).max(99_999).exactOptional()

/** How often a fault hits: once when nothing is said. */
const life = {
  times: z.int().min(1).max(1_000_000).exactOptional(),
  share: z.number().gt(0).max(1).exactOptional(),
  forMs: z.int().min(1).max(86_400_000).exactOptional(),
}

/** Which calls it hits: any of the location's when nothing is said. */
const call = {
  ...life,
  path: z.string().startsWith('/').exactOptional(),
  method: z.enum(['GET', 'POST']).exactOptional(),
}
const page = { ...call, fromPageIndex: z.int().min(0).exactOptional() }
const notification = { ...life, notificationType: z.enum(wireNotificationTypes).exactOptional() }

const kind = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.strictObject({ kind: z.literal(name), ...shape })

/** Something that is to go wrong. */
export const faultBody = z.discriminatedUnion('kind', [
  kind('latency', { ...call, delayMs }),
  kind('status', {
    ...call,
    status: z.int().min(200).max(599).exactOptional(),
    errorNumber,
    retryAfter: z.string().max(100).exactOptional(),
    retryAfterDateMs: z.int().min(0).max(86_400_000).exactOptional(),
  }),
  kind('errorsAs200', call),
  kind('resetBefore', call),
  kind('resetDuring', call),
  kind('resetAfter', call),
  kind('truncated', call),
  kind('versionChange', page),
  kind('pageVanish', page),
  kind('eventDelay', { ...call, delayMs }),
  kind('eventStuck', { ...call, isWorkDone: z.boolean().exactOptional() }),
  kind('eventForgotten', { ...call, isWorkDone: z.boolean().exactOptional() }),
  kind('eventFail', { ...call, errorNumber, taskShare: z.number().gt(0).max(1).exactOptional() }),
  kind('allOrNothing', call),
  kind('unknownUsersAtOnce', call),
  kind('notificationLost', notification),
  kind('notificationDoubled', { ...notification, delayMs }),
  kind('notificationLate', { ...notification, delayMs }),
  kind('notificationReordered', { ...notification, delayMs }),
])
