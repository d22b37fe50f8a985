import { licenseTypes, orderKinds, orderStates } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'
import { revocationView } from './token-life.ts'

/** Where a target stands with one app. */
export const licenseStandings = [
  'held',
  'promised',
  'waiting',
  'awaitingAcceptance',
  'awaitingRemoval',
  'returning',
  'failed',
] as const

/** Whose license it is: of a device or person of this console, of another system's VPP user (P11), of a serial number nobody here knows. */
export const licenseHolders = ['device', 'person', 'foreign', 'unknown'] as const

export const licenseView = z.object({
  licenseType: z.enum(licenseTypes),
  /** A serial number, or a clientUserId. */
  target: z.string(),
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
  /** The person behind a clientUserId of ours. */
  person: z.object({ id, displayName: z.string() }).nullable(),
  /** Held by a VPP user that another system made (P11). */
  isForeign: z.boolean(),
  standing: z.enum(licenseStandings),
  /** Place in line, from 1, of one who waits. */
  place: z.number().int().nullable(),
  /** Held, but no assignment asks for it any more. */
  isUnassigned: z.boolean(),
  /** Why it waits or failed, in a sentence. */
  reason: z.string().nullable(),
  since: time,
})
export type LicenseView = z.infer<typeof licenseView>

const licensesOf = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'GET',
    path,
    summary: 'Who holds a license, who is promised one, who waits',
    tag,
    access: 'helpdesk',
    params: idParams,
    query: listQuery(['standing'], {
      standing: z.enum(licenseStandings).optional(),
      holder: z.enum(licenseHolders).optional(),
    }),
    response: listOf(licenseView),
  })

export const listLicenses = licensesOf('/api/v1/apps/:id/licenses', 'Apps')
export const listBookLicenses = licensesOf('/api/v1/books/:id/licenses', 'Books')

/** `irrevocable`: Apple never takes this license back. */
export const revokeOutcomes = ['ordered', 'alreadyOrdered', 'notHeld', 'irrevocable'] as const

export const revokeLicenses = endpoint({
  method: 'POST',
  path: '/api/v1/apps/:id/licenses/revoke',
  summary: 'Take licenses back at once, without waiting for the devices to remove the app',
  tag: 'Apps',
  access: 'appManager',
  params: idParams,
  body: z
    .object({
      serialNumbers: z.array(z.string().trim().toUpperCase().min(1).max(64)).min(1).max(1000).optional(),
      /** VPP users, those of another system too. */
      clientUserIds: z.array(z.string().trim().min(1).max(255)).min(1).max(1000).optional(),
      /** Every license of the app, whoever holds it; the answer names the revocation to follow. */
      all: z.literal(true).optional(),
    })
    .refine(
      ({ serialNumbers, clientUserIds, all }) =>
        all === true ? !serialNumbers && !clientUserIds : (serialNumbers ?? clientUserIds),
      { error: 'Name whose licenses go back: serialNumbers, clientUserIds, or all of them.', path: ['serialNumbers'] },
    ),
  response: z.object({
    /** What became of each target that was named. */
    value: z.array(
      z.object({
        licenseType: z.enum(licenseTypes),
        target: z.string(),
        outcome: z.enum(revokeOutcomes),
        message: z.string(),
      }),
    ),
    /** With `all`: what takes the licenses back. Items and progress are under the token. */
    revocation: revocationView.nullable(),
  }),
  status: 202,
})

const revokedAnswer = z.object({
  /** One line per license that is held. */
  value: z.array(
    z.object({
      appId: id,
      appName: z.string(),
      tokenId: id,
      tokenName: z.string(),
      licenseType: z.enum(licenseTypes),
      target: z.string(),
      outcome: z.enum(revokeOutcomes),
      message: z.string(),
    }),
  ),
})

export const revokeDeviceLicenses = endpoint({
  method: 'POST',
  path: '/api/v1/devices/:id/revoke-licenses',
  summary: 'Take back every device license of one device, of all tokens',
  tag: 'Devices',
  access: 'appManager',
  params: idParams,
  response: revokedAnswer,
  status: 202,
})

export const revokeUserLicenses = endpoint({
  method: 'POST',
  path: '/api/v1/users/:id/revoke-licenses',
  summary: 'Take back every user license of one person that can be taken back, of all tokens',
  tag: 'Users',
  access: 'appManager',
  params: idParams,
  response: revokedAnswer,
  status: 202,
})

export const orderView = z.object({
  id,
  kind: z.enum(orderKinds),
  state: z.enum(orderStates),
  appId: id,
  appName: z.string(),
  tokenId: id,
  tokenName: z.string(),
  licenseType: z.enum(licenseTypes),
  target: z.string(),
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
  /** Whom a user license is for. */
  person: z.object({ id, displayName: z.string() }).nullable(),
  place: z.number().int().nullable(),
  eventId: z.string().nullable(),
  errorNumber: z.number().int().nullable(),
  reason: z.string().nullable(),
  createdAt: time,
  settledAt: time.nullable(),
})
export type OrderView = z.infer<typeof orderView>

export const listOrders = endpoint({
  method: 'GET',
  path: '/api/v1/orders',
  summary: 'Orders to Apple, newest first',
  tag: 'Orders',
  access: 'helpdesk',
  query: listQuery(['-createdAt', 'createdAt'], {
    state: z.enum(orderStates).optional(),
    kind: z.enum(orderKinds).optional(),
    appId: id.optional(),
    tokenId: id.optional(),
    deviceId: id.optional(),
    personId: id.optional(),
  }),
  response: listOf(orderView),
})

export const retryOrder = endpoint({
  method: 'POST',
  path: '/api/v1/orders/:id/retry',
  summary: 'Try a failed order again: a new order joins the line',
  tag: 'Orders',
  access: 'helpdesk',
  params: idParams,
  response: orderView,
  status: 202,
})
