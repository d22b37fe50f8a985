import { appleLimits, type FakeLimits } from './limits.ts'

/** How this Apple behaves; may be changed while it runs. */
export type FakeSettings = {
  /** Records on a page. */
  pageSize: number
  /** How long accepted work takes. */
  eventDelayMs: number
  /** How long the three tries of a notification take together. */
  notificationSpanMs: number
  /** Lets notifications go to plain http addresses of this machine. */
  allowHttpNotifications: boolean
  /** Answers every error under HTTP status 200. */
  errorsAs200: boolean
  /** Tells when a token ends only in its last 15 days. */
  tellsExpirationLate: boolean
  limits: FakeLimits
}

export function makeSettings(given: Partial<FakeSettings>): FakeSettings {
  return {
    pageSize: given.pageSize ?? 549,
    eventDelayMs: given.eventDelayMs ?? 400,
    notificationSpanMs: given.notificationSpanMs ?? 5 * 60_000,
    allowHttpNotifications: given.allowHttpNotifications ?? false,
    errorsAs200: given.errorsAs200 ?? false,
    tellsExpirationLate: given.tellsExpirationLate ?? false,
    limits: { ...appleLimits, ...given.limits },
  }
}
