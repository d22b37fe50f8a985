import { z } from 'zod'

/** Something that goes wrong with the next requests of a location. */
export const faultRequest = z.strictObject({
  kind: z.enum(['latency', 'status', 'resetBefore', 'resetAfter', 'eventDelay']),
  /** Below `/mdm/v2`, `/assets/associate` for instance; any when left out. */
  path: z.string().startsWith('/').optional(),
  method: z.enum(['GET', 'POST']).optional(),
  /** How many requests it hits. */
  times: z.int().min(1).max(1_000_000).default(1),
  /** For `latency` and `eventDelay`. */
  delayMs: z.int().min(0).max(3_600_000).default(1000),
  /** For `status`: an HTTP status, one of Apple's error numbers, or both. */
  status: z.int().min(200).max(599).optional(),
  errorNumber: z.int().optional(),
  /** For `status`: what the header Retry-After says, seconds or a date. */
  retryAfter: z.string().max(100).optional(),
})
export type Fault = z.infer<typeof faultRequest>

export type Faults = {
  add(uId: string, fault: Fault): void
  /** What hits this request; each counts as used. */
  take(uId: string | undefined, request: { path: string; method: string }): Fault[]
  list(uId: string): Fault[]
  clear(uId?: string): void
}

/** Keeps the faults that are still to come. */
export function createFaults(): Faults {
  const byLocation = new Map<string, Fault[]>()
  return {
    add(uId, fault) {
      byLocation.set(uId, [...(byLocation.get(uId) ?? []), { ...fault }])
    },
    take(uId, { path, method }) {
      const waiting = uId === undefined ? [] : (byLocation.get(uId) ?? [])
      const hits = waiting.filter(
        (fault) => (fault.path ?? path) === path && (fault.method ?? method) === method && fault.times > 0,
      )
      // One of a kind at a time: the second latency is for the next request.
      const taken = hits.filter((fault, index) => hits.findIndex(({ kind }) => kind === fault.kind) === index)
      for (const fault of taken) fault.times -= 1
      if (uId !== undefined && taken.length > 0) {
        byLocation.set(
          uId,
          waiting.filter(({ times }) => times > 0),
        )
      }
      return taken
    },
    list: (uId) => byLocation.get(uId) ?? [],
    clear(uId) {
      if (uId === undefined) byLocation.clear()
      else byLocation.delete(uId)
    },
  }
}
