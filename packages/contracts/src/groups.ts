import { groupKinds } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, listOf, listQuery, time } from './endpoint.ts'

export const groupView = z.object({
  id,
  displayName: z.string(),
  description: z.string(),
  kind: z.enum(groupKinds),
  memberCount: z.number().int(),
  /** How many apps are assigned to it. */
  assignmentCount: z.number().int(),
  createdAt: time,
})
export type GroupView = z.infer<typeof groupView>

/** With it only what the plan showed is done; else the answer is 409 `plan_changed`. */
const planHash = z.string().max(1000).optional()
const displayName = z.string().trim().min(1, 'Give the group a name.').max(200)
const description = z.string().trim().max(1000)

export const listGroups = endpoint({
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'List groups',
  tag: 'Groups',
  access: 'helpdesk',
  query: listQuery(['displayName', '-displayName'], { kind: z.enum(groupKinds).optional() }),
  response: listOf(groupView),
})

export const createGroup = endpoint({
  method: 'POST',
  path: '/api/v1/groups',
  summary: 'Create a group',
  tag: 'Groups',
  access: 'appManager',
  body: z.object({ displayName, description: description.default(''), kind: z.enum(groupKinds) }),
  response: groupView,
  status: 201,
})

export const getGroup = endpoint({
  method: 'GET',
  path: '/api/v1/groups/:id',
  summary: 'One group',
  tag: 'Groups',
  access: 'helpdesk',
  params: idParams,
  response: groupView,
})

export const updateGroup = endpoint({
  method: 'PATCH',
  path: '/api/v1/groups/:id',
  summary: 'Rename or describe a group',
  tag: 'Groups',
  access: 'appManager',
  params: idParams,
  body: z.object({ displayName: displayName.optional(), description: description.optional() }),
  response: groupView,
})

export const deleteGroup = endpoint({
  method: 'DELETE',
  path: '/api/v1/groups/:id',
  summary: 'Delete a group and the assignments to it. Licenses that its devices hold stay with them',
  tag: 'Groups',
  access: 'appManager',
  params: idParams,
  query: z.object({ planHash }),
  response: z.object({}),
  status: 204,
})

export const groupMember = z.object({
  /** A device's or a person's id, as the group's kind says. */
  id,
  displayName: z.string(),
  /** A device's serial number, a person's e-mail address. */
  detail: z.string(),
})
export type GroupMember = z.infer<typeof groupMember>

export const listMembers = endpoint({
  method: 'GET',
  path: '/api/v1/groups/:id/members',
  summary: 'The members of a group',
  tag: 'Groups',
  access: 'helpdesk',
  params: idParams,
  query: listQuery(['displayName', '-displayName'], {}),
  response: listOf(groupMember),
})

const memberChange = z.object({ added: z.number().int(), removed: z.number().int(), memberCount: z.number().int() })

/** Exactly these are to be the members. */
export const replaceMembersInput = z.object({ ids: z.array(id).max(200_000) })

export const putMembers = endpoint({
  method: 'PUT',
  path: '/api/v1/groups/:id/members',
  summary: 'Replace the members of a group',
  tag: 'Groups',
  access: 'appManager',
  params: idParams,
  body: replaceMembersInput.extend({ planHash }),
  response: memberChange,
})

/** Members may be named by id, devices by serial number, people by e-mail address or Managed Apple Account. */
export const memberChangeInput = z.object({
  addIds: z.array(id).max(200_000).optional(),
  removeIds: z.array(id).max(200_000).optional(),
  addSerialNumbers: z.array(z.string().trim().toUpperCase().max(64)).max(200_000).optional(),
  addEmails: z.array(z.string().trim().toLowerCase().max(320)).max(200_000).optional(),
})

export const patchMembers = endpoint({
  method: 'PATCH',
  path: '/api/v1/groups/:id/members',
  summary: 'Add and remove members. One unknown name refuses the whole change, and every fault is listed by line',
  tag: 'Groups',
  access: 'appManager',
  params: idParams,
  body: memberChangeInput.extend({ planHash }),
  response: memberChange,
})
