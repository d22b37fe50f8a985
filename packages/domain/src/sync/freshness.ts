import { canRead } from '../tokens/token-state.ts'
import type { FreshnessKind, NotificationState, TokenState } from '../vocabulary.ts'

export type FreshnessFacts = {
  state: TokenState
  notificationState: NotificationState
  /** Why notifications do not reach us, when they do not. */
  notificationReason: string | null
  lastSyncedAt: Date | null
  /** Notifications that have come and are not applied yet, and when the oldest of them came. */
  unappliedCount: number
  unappliedSince: Date | null
  isSyncing: boolean
  now: Date
}
export type Freshness = { kind: FreshnessKind; asOf: Date | null; message: string }

/** How fresh what we know of a location is, and why (P13). */
export function freshnessOf(facts: FreshnessFacts): Freshness {
  const { lastSyncedAt, now } = facts
  if (lastSyncedAt === null) {
    const message = facts.isSyncing
      ? 'The first sync is under way; what it reads appears when it is done.'
      : 'This location has not been read yet. Choose Sync now.'
    return { kind: 'never', asOf: null, message }
  }
  if (facts.unappliedCount > 0) {
    const { unappliedCount: count } = facts
    const changes = count === 1 ? '1 change from Apple is' : `${count} changes from Apple are`
    return {
      kind: 'catchingUp',
      asOf: facts.unappliedSince ?? lastSyncedAt,
      message: `Catching up: ${changes} being applied.`,
    }
  }
  const lastSync = `Last full sync ${agoOf(lastSyncedAt, now)}.`
  if (!canRead(facts.state)) {
    const message = `Apple refuses the token, so nothing newer can be read until it is renewed. ${lastSync}`
    return { kind: 'polling', asOf: lastSyncedAt, message }
  }
  if (facts.notificationState === 'on') {
    return { kind: 'live', asOf: now, message: `Apple reports changes as they happen. ${lastSync}` }
  }
  const why = facts.notificationReason ?? 'Apple does not report changes to this console yet; the next sync asks it to.'
  return { kind: 'polling', asOf: lastSyncedAt, message: `${why} ${lastSync}` }
}

/** "just now", "5 min ago", "3 h ago", "2 days ago". */
function agoOf(time: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - time.getTime()) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`
}
