import { pricingParams, productTypes, vppUserStatuses } from '@pomona/domain'
import { z } from 'zod'
import { wireCommonFields, wirePagingFields } from './common.ts'
import { wireErrorResponse } from './errors.ts'

/** Apple's page `responseasset`. */
export const wireAsset = z.object({
  adamId: z.string(),
  pricingParam: z.enum(pricingParams),
  productType: z.enum(productTypes),
  assignedCount: z.int(),
  availableCount: z.int(),
  retiredCount: z.int(),
  totalCount: z.int(),
  deviceAssignable: z.boolean(),
  revocable: z.boolean(),
  supportedPlatforms: z.array(z.string()).default([]),
})
export type WireAsset = z.infer<typeof wireAsset>

/** An unlimited asset has no counts but how many are assigned. */
export const wireUnlimitedAsset = wireAsset.omit({ availableCount: true, retiredCount: true, totalCount: true })
export type WireUnlimitedAsset = z.infer<typeof wireUnlimitedAsset>

/** What all pages have in common, for those who only count. */
export const wirePageFrame = z.object({ ...wireCommonFields, ...wirePagingFields })

/** Apple's page `getassetsresponse`. */
export const wireAssetsPage = z.object({
  ...wireCommonFields,
  ...wirePagingFields,
  assets: z.array(wireAsset),
  unlimitedAssets: z.array(wireUnlimitedAsset).optional(),
})
export type WireAssetsPage = z.infer<typeof wireAssetsPage>

/** Apple's page `assignment`: exactly one of the two targets is there. What Apple calls an assignment is an association to us. */
export const wireAssignment = z.object({
  adamId: z.string(),
  pricingParam: z.enum(pricingParams).default('STDQ'),
  clientUserId: z.string().optional(),
  serialNumber: z.string().optional(),
  userStatus: z.enum(vppUserStatuses).optional(),
  idHash: z.string().optional(),
})
export type WireAssignment = z.infer<typeof wireAssignment>

/** Apple's page `getassignmentsresponse`. What it says of a user beside the id is in the list of users, and is left out: there are a million. */
export const wireAssignmentsPage = z.object({
  ...wireCommonFields,
  ...wirePagingFields,
  assignments: z.array(wireAssignment.omit({ userStatus: true, idHash: true })),
})
export type WireAssignmentsPage = z.infer<typeof wireAssignmentsPage>

/** Apple's page `responseuser`. The same clientUserId may come several times, at most once as Registered or Associated. */
export const wireUser = z.object({
  clientUserId: z.string(),
  email: z.string().optional(),
  inviteCode: z.string().optional(),
  idHash: z.string().optional(),
  status: z.enum(vppUserStatuses),
})
export type WireUser = z.infer<typeof wireUser>

/** Apple's page `getusersresponse`. */
export const wireUsersPage = z.object({
  ...wireCommonFields,
  ...wirePagingFields,
  users: z.array(wireUser),
})
export type WireUsersPage = z.infer<typeof wireUsersPage>

/** Apple's page `eventresponse`: accepted, not done. */
export const wireEventReceipt = z.object({ ...wireCommonFields, eventId: z.string().min(1) })
export type WireEventReceipt = z.infer<typeof wireEventReceipt>

export const wireEventTypes = ['ASSOCIATE', 'DISASSOCIATE', 'REVOKE', 'CREATE', 'UPDATE', 'RETIRE'] as const
export const wireEventStatuses = ['PENDING', 'COMPLETE', 'FAILED'] as const

/** Apple's page `statusresponse`. FAILED speaks of the whole: some of it may be done. */
export const wireEventStatus = z.object({
  ...wireCommonFields,
  eventStatus: z.enum(wireEventStatuses),
  eventType: z.enum(wireEventTypes).optional(),
  numRequested: z.int().default(0),
  numCompleted: z.int().default(0),
  failures: z.array(wireErrorResponse).optional(),
})
export type WireEventStatus = z.infer<typeof wireEventStatus>
