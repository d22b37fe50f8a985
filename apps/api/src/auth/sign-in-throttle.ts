import { createHash } from 'node:crypto'
import type { Database } from '@pomona/db'
import { openThrottle } from '../http/throttle.ts'

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
  const shared = { seconds: windowSeconds, message: 'Too many failed attempts.' }
  const emails = openThrottle(database, { ...shared, name: 'sign-in-email', attempts: perEmail })
  const addresses = openThrottle(database, { ...shared, name: 'sign-in-address', attempts: perAddress })
  return {
    async admit(email, address) {
      await addresses.admit(networkOf(address))
      await emails.admit(hashOf(email))
    },
    async forgive(email, address) {
      await Promise.all([emails.reset(hashOf(email)), addresses.forgive(networkOf(address))])
    },
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
