import { createHash } from 'node:crypto'
import type { Database } from '@pomona/db'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { RetryLaterError } from '../http/errors.ts'

/** Failed sign-ins within fifteen minutes, per e-mail and per address. Many people share one address, nobody shares an e-mail. */
const windowSeconds = 900
const perEmail = 10
const perAddress = 60

/** Counts failed sign-ins in the database, so that all API processes count together. */
export type SignInThrottle = {
  /** Counts one attempt, or refuses it. */
  admit(email: string, address: string): Promise<void>
  /** Takes a successful attempt off the count. */
  forgive(email: string, address: string): Promise<void>
}

export function signInThrottle(database: Database): SignInThrottle {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: database.pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix,
      points,
      duration: windowSeconds,
    })
  const emails = limiter('sign-in-email', perEmail)
  const addresses = limiter('sign-in-address', perAddress)
  return {
    async admit(email, address) {
      await consume(addresses, networkOf(address))
      await consume(emails, hashOf(email))
    },
    async forgive(email, address) {
      await Promise.all([emails.delete(hashOf(email)), addresses.reward(networkOf(address), 1)])
    },
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    const minutes = Math.ceil(seconds / 60)
    throw new RetryLaterError(`Too many failed attempts. Try again in ${minutes} min.`, seconds)
  }
}

/** The table need not hold whom somebody tried to be, and a key has a fixed length. */
const hashOf = (email: string) => createHash('sha256').update(email).digest('base64url')

/** One household or office has 2^64 IPv6 addresses: they count as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::', 2)
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0')
  return [...front, ...(tail === undefined ? [] : zeros), ...back].slice(0, 4).join(':')
}
