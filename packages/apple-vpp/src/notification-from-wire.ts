import type { PricingParam, VppUserStatus } from '@pomona/domain'
import type { z } from 'zod'
import { toAssociation, toUser } from './from-wire.ts'
import type { AppleAssociation, AppleUser } from './vpp-client.ts'
import {
  wireNotification,
  wireNotificationEnvelope,
  type WireNotification,
  type WireNotifiedUser,
  type WireResult,
} from './wire/notifications.ts'

/** A user of whom a notification tells; one that could not be created has no status. */
export type NotifiedUser = Omit<AppleUser, 'status'> & { status: VppUserStatus | undefined }

/** How accepted work ended for those named. Without an `eventId`, or with one that we do not know, somebody else asked for it. */
type Outcome = { isSuccess: boolean; eventId: string | undefined; errorNumber: number | undefined }

/** What Apple posted, in our words. It comes up to three times with the same `notificationId`, and in any order. */
export type AppleNotification = { notificationId: string; uId: string } & (
  | { kind: 'test' }
  | { kind: 'assetCount'; adamId: string; pricingParam: PricingParam; countDelta: number }
  | ({
      kind: 'associations'
      operation: 'associate' | 'disassociate' | 'revoke'
      associations: AppleAssociation[]
    } & Outcome)
  | ({ kind: 'users'; operation: 'create' | 'update' | 'retire'; users: NotifiedUser[] } & Outcome)
  | { kind: 'usersAssociated'; users: AppleUser[] }
  /** A type or an operation that is newer than this console, in Apple's spelling. */
  | { kind: 'other'; type: string }
)

export type NotificationResult = { ok: true; notification: AppleNotification } | { ok: false; problem: string }

/** Reads what was posted to the address for notifications. */
export function parseNotification(body: unknown): NotificationResult {
  const envelope = wireNotificationEnvelope.safeParse(body)
  if (!envelope.success) return unread('It is not a notification of Apple', envelope.error)
  const { notificationId, uId, notificationType, notification } = envelope.data
  const known = wireNotification.safeParse(body)
  if (known.success) return { ok: true, notification: { notificationId, uId, ...toNotification(known.data) } }
  const isNewer = !knownTypes.has(notificationType) || isNewerOperation(notificationType, notification.type)
  if (isNewer) return { ok: true, notification: { notificationId, uId, kind: 'other', type: notificationType } }
  return unread(`The ${notificationType} ${notificationId} cannot be read`, known.error)
}

const knownTypes = new Set<string>(wireNotification.options.map(({ shape }) => shape.notificationType.value))

const operations = {
  ASSET_MANAGEMENT: { ASSOCIATE: 'associate', DISASSOCIATE: 'disassociate', REVOKE: 'revoke' },
  USER_MANAGEMENT: { CREATE: 'create', UPDATE: 'update', RETIRE: 'retire' },
} as const

function isNewerOperation(notificationType: string, type: unknown): boolean {
  if (notificationType !== 'ASSET_MANAGEMENT' && notificationType !== 'USER_MANAGEMENT') return false
  return typeof type === 'string' && !Object.hasOwn(operations[notificationType], type)
}

type Content<N = AppleNotification> = N extends unknown ? Omit<N, 'notificationId' | 'uId'> : never

function toNotification(wire: WireNotification): Content {
  switch (wire.notificationType) {
    case 'TEST_NOTIFICATION':
      return { kind: 'test' }
    case 'ASSET_COUNT':
      return { kind: 'assetCount', ...wire.notification }
    case 'ASSET_MANAGEMENT': {
      const { type, assignments } = wire.notification
      const operation = operations.ASSET_MANAGEMENT[type]
      const associations = assignments.map(toAssociation)
      return { kind: 'associations', operation, associations, ...toOutcome(wire.notification) }
    }
    case 'USER_MANAGEMENT': {
      const { type, users } = wire.notification
      const operation = operations.USER_MANAGEMENT[type]
      return { kind: 'users', operation, users: users.map(toNotifiedUser), ...toOutcome(wire.notification) }
    }
    case 'USER_ASSOCIATED':
      return { kind: 'usersAssociated', users: wire.notification.associatedUsers.map(toUser) }
  }
}

function toOutcome({ result, eventId, error }: WireResult): Outcome {
  return { isSuccess: result === 'SUCCESS', eventId, errorNumber: error?.errorNumber }
}

function toNotifiedUser({ clientUserId, status, email, inviteCode, idHash }: WireNotifiedUser): NotifiedUser {
  return { clientUserId, status, email, inviteCode, idHash }
}

function unread(what: string, { issues }: z.ZodError): NotificationResult {
  const details = issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  return { ok: false, problem: `${what}. ${details.join('; ')}.` }
}
