import { checkKeys, checkStatuses } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams, time } from './endpoint.ts'

/** One check on the way from an assignment to an app on a device (P36). */
export const explainCheck = z.object({
  key: z.enum(checkKeys),
  status: z.enum(checkStatuses),
  /** What was found, in a sentence. */
  title: z.string(),
  /** What shows it: names, times, Apple's event and error in words. */
  evidence: z.array(z.object({ label: z.string(), value: z.string(), at: time.nullable() })),
  /** What to do, when the check did not pass. */
  nextStep: z.string().nullable(),
})
export type ExplainCheck = z.infer<typeof explainCheck>

export const explanation = z.object({
  app: z.object({ id, name: z.string(), tokenId: id, tokenName: z.string(), iconUrl: z.string().nullable() }),
  device: z.object({ id, name: z.string(), serialNumber: z.string().nullable() }).nullable(),
  person: z.object({ id, displayName: z.string(), email: z.string() }).nullable(),
  /** The answer in a sentence, and what to do next. */
  verdict: z.object({ status: z.enum(checkStatuses), title: z.string(), nextStep: z.string().nullable() }),
  /** In the order in which Pomona itself decides; after the first that fails the rest may be `skipped`. */
  checks: z.array(explainCheck),
})
export type Explanation = z.infer<typeof explanation>

const query = z.object({ appId: id })

export const explainDevice = endpoint({
  method: 'GET',
  path: '/api/v1/devices/:id/explain',
  summary: 'Why a device has or lacks an app: every check in order, with its evidence',
  tag: 'Devices',
  access: 'helpdesk',
  params: idParams,
  query,
  response: explanation,
})

export const explainUser = endpoint({
  method: 'GET',
  path: '/api/v1/users/:id/explain',
  summary: 'Why a person has or lacks an app or a book: every check in order, with its evidence',
  tag: 'Users',
  access: 'helpdesk',
  params: idParams,
  query,
  response: explanation,
})
