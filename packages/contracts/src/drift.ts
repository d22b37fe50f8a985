import { driftKinds, licenseTypes, productTypes } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, listOf, listQuery, time } from './endpoint.ts'

/** Differences of one kind at one app (P25). */
export const driftView = z.object({
  appId: id,
  appName: z.string(),
  productType: z.enum(productTypes),
  tokenId: id,
  tokenName: z.string(),
  kind: z.enum(driftKinds),
  count: z.number().int(),
  /** What is different and why that can be, in a sentence. */
  explanation: z.string(),
  /** What the repair would do, in a sentence; absent when nothing can be repaired from here. */
  repair: z.string().nullable(),
  foundAt: time,
  checkedAt: time,
})
export type DriftView = z.infer<typeof driftView>

export const listDrift = endpoint({
  method: 'GET',
  path: '/api/v1/drift',
  summary: 'Where Apple, our orders and the assignments differ, app by app',
  tag: 'Drift',
  access: 'helpdesk',
  query: listQuery(['-count', 'appName'], {
    kind: z.enum(driftKinds).optional(),
    tokenId: id.optional(),
    appId: id.optional(),
  }),
  response: listOf(driftView),
})

const ofAppAndKind = z.object({ appId: id, kind: z.enum(driftKinds) })

/** One target that differs. */
export const driftItem = z.object({
  licenseType: z.enum(licenseTypes),
  target: z.string(),
  device: z.object({ id, name: z.string() }).nullable(),
  person: z.object({ id, displayName: z.string() }).nullable(),
  /** What is different about this one, in a sentence. */
  explanation: z.string(),
  since: time.nullable(),
})
export type DriftItem = z.infer<typeof driftItem>

export const listDriftItems = endpoint({
  method: 'GET',
  path: '/api/v1/drift/:appId/:kind/items',
  summary: 'Who differs',
  tag: 'Drift',
  access: 'helpdesk',
  params: ofAppAndKind,
  query: listQuery(['target'], {}),
  response: listOf(driftItem),
})

export const repairDrift = endpoint({
  method: 'POST',
  path: '/api/v1/drift/:appId/:kind/repair',
  summary: 'Repair some differences, or all of this kind at this app. Answers how many are on their way',
  tag: 'Drift',
  access: 'appManager',
  params: ofAppAndKind,
  body: z.object({
    /** Absent: all of them. */
    targets: z
      .array(z.object({ licenseType: z.enum(licenseTypes), target: z.string().min(1).max(255) }))
      .max(1000)
      .optional(),
  }),
  response: z.object({ repairedCount: z.number().int(), message: z.string() }),
  status: 202,
})
