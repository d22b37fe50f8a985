import { AppleError } from '../apple-error.ts'

/** Spreads the requests of each token over time, together with every other program that uses the token. */
export type RequestBudget = {
  /**
   * Comes back when a request of this token may leave, and counts it. `perSecond` is what Apple allows, if it names a number. Throws
   * `apple_busy` when that would take longer than a caller is held for.
   */
  take(about: string, options: { perSecond: number | undefined; signal?: AbortSignal | undefined }): Promise<void>
  /** Apple got too many requests, or asks everybody to stay away for a while. */
  refused(about: string, retryAfterMs: number | undefined): Promise<void>
}

/** The budget as calls see it: what Apple allows at this moment is known to it. */
export type CallBudget = {
  take(about: string, signal?: AbortSignal): Promise<void>
  refused(about: string, retryAfterMs: number | undefined): Promise<void>
}

/** Follows the number that Apple names; a refusal makes us look again. */
export function followLimits(
  budget: RequestBudget,
  limits: { requestsPerSecond(): Promise<number | undefined>; forget(): void },
): CallBudget {
  return {
    async take(about, signal) {
      await budget.take(about, { perSecond: await limits.requestsPerSecond(), signal })
    },
    async refused(about, retryAfterMs) {
      limits.forget()
      await budget.refused(about, retryAfterMs)
    },
  }
}

/** Tells the budget when a failure is about how much is asked, and not about what. */
export async function noteRefusal(
  budget: CallBudget | undefined,
  about: string | undefined,
  error: unknown,
): Promise<void> {
  if (budget === undefined || about === undefined || !(error instanceof AppleError)) return
  const isNamed = error.code === 'apple_unavailable' && error.retryAfterMs !== undefined
  if (error.code === 'apple_busy' || isNamed) await budget.refused(about, error.retryAfterMs)
}
