import type { Database } from '@pomona/db'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { RetryLaterError } from './errors.ts'

/** A count of attempts per key, kept in the database so that all API processes count together. */
export type Throttle = {
  /** Counts one attempt, or refuses it in words. */
  admit(key: string): Promise<void>
  /** Forgets what was counted. */
  reset(key: string): Promise<void>
  /** Takes one attempt off the count. */
  forgive(key: string): Promise<void>
}

/** `message` is what a refused caller reads before the time at which to try again. */
export function openThrottle(
  database: Database,
  settings: { name: string; attempts: number; seconds: number; message: string },
): Throttle {
  const limiter = new RateLimiterPostgres({
    storeClient: database.pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: settings.name,
    points: settings.attempts,
    duration: settings.seconds,
  })
  return {
    async admit(key) {
      try {
        await limiter.consume(key)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        const wait = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
        throw new RetryLaterError(`${settings.message} Try again in ${wait}.`, seconds)
      }
    },
    async reset(key) {
      await limiter.delete(key)
    },
    async forgive(key) {
      await limiter.reward(key, 1)
    },
  }
}
