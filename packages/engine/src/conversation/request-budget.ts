import { setTimeout as pause } from 'node:timers/promises'
import { AppleError, type RequestBudget } from '@pomona/apple-vpp'
import { leaseMoments, pauseRequests, type Database } from '@pomona/db'
import type { Log } from '../deps.ts'

/** So much of a token's time is taken at once while it is used up: 250 ms, so that a walk of 2,000 pages costs few writes. */
const spanMsMax = 250
/** A lone request takes no more than this from the others. */
const spanMsMin = 20
/** A moment that nobody was ready for may still be used so much later; the rest of Apple's second covers what the way adds. */
const lateMsMax = 50
/** Of the number that Apple names, the share that is used: requests that left evenly may arrive in a bunch. */
const safeShare = 0.8
/** A caller is held for so long at most; the client is no more patient with Apple's own pauses. */
const holdMsMax = 60_000
const pauses = { firstMs: 1_000, longestMs: 60_000, soonMs: 15_000 }

export type RequestBudgetOptions = {
  database: Database
  log: Log
  /** Requests of one token in a second while Apple names no number. */
  perSecond: number
}

/** Moments to send, evenly spaced. */
type Lease = { startsAt: number; everyMs: number; count: number; used: number }
type Lane = { lease: Lease | undefined; leasing: Promise<void> | undefined; spanMs: number; pausedUntil: number }

/**
 * One rate for each token, over all programs (the table `request_budgets`): whoever wants to send takes the token's next moments, and
 * whoever is refused with "too many" pauses everybody.
 */
export function createRequestBudget({ database, log, perSecond: usual }: RequestBudgetOptions): RequestBudget {
  const lanes = new Map<string, Lane>()
  const laneOf = (tokenId: string): Lane => {
    const lane = lanes.get(tokenId) ?? { lease: undefined, leasing: undefined, spanMs: spanMsMin, pausedUntil: 0 }
    lanes.set(tokenId, lane)
    return lane
  }

  const lease = async (tokenId: string, lane: Lane, everyMs: number): Promise<void> => {
    // Whoever was still sending when the moments ran out takes more; whoever let them pass takes little again.
    const wasInUse = lane.lease !== undefined && lane.lease.used * 2 > lane.lease.count
    lane.spanMs = wasInUse ? Math.min(spanMsMax, lane.spanMs * 2) : spanMsMin
    const count = Math.max(1, Math.floor(lane.spanMs / everyMs))
    const ownEnd = lane.lease ? lane.lease.startsAt + lane.lease.count * lane.lease.everyMs : 0
    const given = await askDatabase(tokenId, count * everyMs)
    const now = performance.now()
    if (given?.kind === 'paused') {
      lane.pausedUntil = now + given.forMs
      lane.lease = undefined
    } else {
      const startsAt = given ? now + given.startsInMs : Math.max(now, ownEnd)
      lane.lease = { startsAt, everyMs, count, used: 0 }
    }
  }

  const askDatabase = async (tokenId: string, spanMs: number) => {
    try {
      return await leaseMoments(database.prisma, { tokenId, spanMs, longestWaitMs: holdMsMax })
    } catch (error) {
      log.warn({ err: error, tokenId }, 'the request budget could not be read; this program keeps the rate alone')
      return undefined
    }
  }

  return {
    async take(tokenId, { perSecond, signal }) {
      const everyMs = 1000 / (perSecond === undefined ? usual : perSecond * safeShare)
      const lane = laneOf(tokenId)
      for (;;) {
        const now = performance.now()
        const pausedForMs = lane.pausedUntil - now
        if (pausedForMs > holdMsMax) throw stayAway(pausedForMs)
        const moment = pausedForMs > 0 ? undefined : nextMoment(lane.lease, everyMs, now)
        if (moment !== undefined && moment <= now) return
        if (moment !== undefined) {
          await pause(moment - now, undefined, { signal })
          // A pause may have begun in the meantime; the moment that was waited for is then given up.
          if (lane.pausedUntil <= performance.now()) return
        } else if (pausedForMs > 0) {
          await pause(pausedForMs, undefined, { signal })
        } else {
          lane.leasing ??= lease(tokenId, lane, everyMs).finally(() => (lane.leasing = undefined))
          await lane.leasing
        }
      }
    },

    async refused(tokenId, retryAfterMs) {
      const lane = laneOf(tokenId)
      lane.lease = undefined
      try {
        const forMs = await pauseRequests(database.prisma, { tokenId, retryAfterMs, ...pauses, random: Math.random() })
        lane.pausedUntil = performance.now() + (forMs ?? retryAfterMs ?? pauses.firstMs)
      } catch (error) {
        log.warn({ err: error, tokenId }, 'a pause that Apple asked for could not be told to the other programs')
        lane.pausedUntil = performance.now() + (retryAfterMs ?? pauses.firstMs)
      }
      log.info(
        { tokenId, retryAfterMs, forMs: Math.round(lane.pausedUntil - performance.now()) },
        'Apple is busy; paused',
      )
    },
  }
}

/** Takes the next moment that is not too late; absent when there is none, or when Apple's number is another one by now. */
function nextMoment(lease: Lease | undefined, everyMs: number, now: number): number | undefined {
  if (lease === undefined || lease.everyMs !== everyMs) return undefined
  const firstUsable = Math.ceil((now - lateMsMax - lease.startsAt) / everyMs)
  const index = Math.max(lease.used, firstUsable)
  if (index >= lease.count) return undefined
  lease.used = index + 1
  return lease.startsAt + index * everyMs
}

function stayAway(forMs: number): AppleError {
  const minutes = Math.ceil(forMs / 60_000)
  const forLong = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new AppleError(
    'apple_busy',
    `Apple asked this console to stay away for ${forLong} more. Nothing has to be done: it is tried again by itself.`,
    { retry: 'later', retryAfterMs: Math.ceil(forMs) },
  )
}
