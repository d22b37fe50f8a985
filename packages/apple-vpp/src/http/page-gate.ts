import { createHash } from 'node:crypto'
import type { Secret } from '@pomona/domain'
import pLimit, { type LimitFunction } from 'p-limit'
import { parallelPages } from '../walk.ts'

/** Lets at most five page requests of one token through at the same time, however many walks there are. */
export type PageGate = <T>(contentToken: Secret, readPage: () => Promise<T>) => Promise<T>

export function createPageGate(): PageGate {
  const gates = new Map<string, LimitFunction>()
  return async (contentToken, readPage) => {
    const key = createHash('sha256').update(contentToken.reveal()).digest('base64')
    const gate = gates.get(key) ?? pLimit(parallelPages)
    gates.set(key, gate)
    try {
      return await gate(readPage)
    } finally {
      if (gate.activeCount + gate.pendingCount === 0) gates.delete(key)
    }
  }
}
