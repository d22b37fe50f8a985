import { invitationStates, productTypes, vppUserStatuses } from '@pomona/domain'
import { z } from 'zod'
import { deviceAppView } from './devices.ts'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'

/** A person at Apple through one token. */
export const vppUserView = z.object({
  id,
  tokenId: id,
  tokenName: z.string(),
  clientUserId: z.string(),
  /** Apple's word; absent until Apple has made the user. */
  status: z.enum(vppUserStatuses).nullable(),
  invitation: z.enum(invitationStates),
  /** Where the person accepts, while the invitation is open; shown to those who may hand it out. */
  invitationUrl: z.string().nullable(),
  invitedAt: time.nullable(),
  /** From when on the invitation may be sent again; absent when there is nothing to send. */
  resendFrom: time.nullable(),
  /** What keeps it from working, and what to do: a refusal in words, another person on the same Apple Account (P27). */
  problem: z.string().nullable(),
  licenseCount: z.number().int(),
})
export type VppUserView = z.infer<typeof vppUserView>

export const userView = z.object({
  id,
  displayName: z.string(),
  email: z.string(),
  managedAppleId: z.string().nullable(),
  deviceCount: z.number().int(),
  vppUsers: z.array(vppUserView),
  createdAt: time,
  /** Since when the person has left; their VPP users are retired. */
  removedAt: time.nullable(),
})
export type UserView = z.infer<typeof userView>

const displayName = z.string().trim().min(1, 'Give the person a name.').max(200)
const email = z.string().trim().toLowerCase().max(320).pipe(z.email('Give an e-mail address.'))
const managedAppleId = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .pipe(z.email('Give the Managed Apple Account as an address.'))

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/v1/users',
  summary: 'List people',
  tag: 'Users',
  access: 'helpdesk',
  query: listQuery(['displayName', '-displayName', 'email', '-email'], {
    /** Only those whose invitation stands so with some token. */
    invitation: z.enum(invitationStates).optional(),
    tokenId: id.optional(),
    /** `true`: those who have left, instead of those who are here. */
    isRemoved: z.stringbool().optional(),
  }),
  response: listOf(userView),
})

export const createUser = endpoint({
  method: 'POST',
  path: '/api/v1/users',
  summary: 'Add a person',
  tag: 'Users',
  access: 'appManager',
  body: z.object({ displayName, email, managedAppleId: managedAppleId.nullish() }),
  response: userView,
  status: 201,
})

export const getUser = endpoint({
  method: 'GET',
  path: '/api/v1/users/:id',
  summary: 'One person, with how they stand at Apple',
  tag: 'Users',
  access: 'helpdesk',
  params: idParams,
  response: userView,
})

export const updateUser = endpoint({
  method: 'PATCH',
  path: '/api/v1/users/:id',
  summary: 'Change a person; e-mail address and Managed Apple Account are changed at Apple too',
  tag: 'Users',
  access: 'appManager',
  params: idParams,
  body: z.object({
    displayName: displayName.optional(),
    email: email.optional(),
    managedAppleId: managedAppleId.nullish(),
  }),
  response: userView,
})

export const deleteUser = endpoint({
  method: 'DELETE',
  path: '/api/v1/users/:id',
  summary: 'The person has left: retires them at Apple, which frees their licenses (P29)',
  tag: 'Users',
  access: 'appManager',
  params: idParams,
  response: z.object({}),
  status: 204,
})

export const inviteUser = endpoint({
  method: 'POST',
  path: '/api/v1/users/:id/invitations',
  summary: 'Register the person at Apple through a token and invite them, or send the open invitation again',
  tag: 'Users',
  access: 'helpdesk',
  params: idParams,
  body: z.object({
    /** Default: every token at which the person has an open invitation. */
    tokenId: id.optional(),
  }),
  response: userView,
  status: 202,
})

/** An app or a book that a person holds a user license of, waits for, or is to lose. */
export const userAppView = deviceAppView.extend({ productType: z.enum(productTypes) })
export type UserAppView = z.infer<typeof userAppView>

export const listUserApps = endpoint({
  method: 'GET',
  path: '/api/v1/users/:id/apps',
  summary: 'The apps and books that a person holds a user license of, waits for, or is to lose',
  tag: 'Users',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['name'], {}),
  response: listOf(userAppView),
})
