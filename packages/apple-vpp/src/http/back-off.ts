/** How often and how patiently a read is tried again. */
export type Patience = {
  /** All tries together, the first one included. */
  attempts: number
  firstDelayMs: number
  longestDelayMs: number
}

export const defaultPatience: Patience = { attempts: 5, firstDelayMs: 500, longestDelayMs: 60_000 }

/**
 * How long to wait after the given attempt failed; absent when it was the last one, or when Apple asks for a longer pause than we
 * hold a caller for. Doubling, with half of the delay left to chance, so that many callers do not come back together.
 */
export function delayAfter(
  attempt: number,
  options: { patience: Patience; retryAfterMs?: number | undefined; random: () => number },
): number | undefined {
  const { patience, retryAfterMs = 0, random } = options
  if (attempt >= patience.attempts || retryAfterMs > patience.longestDelayMs) return undefined
  const full = Math.min(patience.longestDelayMs, patience.firstDelayMs * 2 ** (attempt - 1))
  return Math.max(retryAfterMs, full * (0.5 + random() / 2))
}
