import type { ErrorCode } from '../errors.ts'
import type { TokenState } from '../vocabulary.ts'

const dayMs = 86_400_000
/** A token that ends within this many days is `expiring` (P5). */
export const expiringDays = 30

/** What one answer of Apple taught about a token. */
export type TokenObservation =
  | { kind: 'answered'; wrote: boolean }
  | { kind: 'refused'; code: ErrorCode; otherMdm?: string | undefined }

export type TokenStanding = { state: TokenState; reason: string | null }

/** Whole days until `expiresAt`; negative once it has passed. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return Math.floor((expiresAt.getTime() - now.getTime()) / dayMs)
}

/** Whether a token in this state may be used to change something at Apple (P5). */
export function canWrite(state: TokenState): boolean {
  return state === 'valid' || state === 'expiring'
}

/** Whether a token in this state may be used to read from Apple. */
export function canRead(state: TokenState): boolean {
  return canWrite(state) || state === 'readOnly' || state === 'assignedToExternalMdm'
}

/** The state that the dates alone give. */
export function standingByDate(expiresAt: Date, now: Date): TokenStanding {
  const days = daysLeft(expiresAt, now)
  if (days < 0)
    return { state: 'expired', reason: 'The token has expired. Download a new one from Apple and choose Renew.' }
  if (days >= expiringDays) return { state: 'valid', reason: null }
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  return { state: 'expiring', reason: `The token expires ${when}. Download a new one from Apple and choose Renew.` }
}

const refusals: Partial<Record<ErrorCode, TokenStanding>> = {
  token_expired: {
    state: 'expired',
    reason: 'Apple says that the token has expired. Download a new one and choose Renew.',
  },
  token_revoked: {
    state: 'revoked',
    reason:
      'Apple has revoked the token, for instance because the password of its Apple Account changed. Download a new one and choose Renew.',
  },
  token_invalid: {
    state: 'invalid',
    reason: 'Apple does not accept the token. Download a new one and choose Renew.',
  },
  token_read_only: {
    state: 'readOnly',
    reason: 'The token’s Apple Account may only read. Renew with a token of an account that may manage licenses.',
  },
}

/**
 * The state of a token after an answer of Apple (P5): a refusal says what is wrong, an answer heals what it disproves. Reading works with
 * a read-only token too, so only a successful write heals `readOnly`.
 */
export function standingAfter(
  current: TokenState,
  observation: TokenObservation,
  dates: { expiresAt: Date; now: Date },
): TokenStanding {
  if (observation.kind === 'answered') {
    const healed = standingByDate(dates.expiresAt, dates.now)
    return current === 'readOnly' && !observation.wrote ? (refusals.token_read_only ?? healed) : healed
  }
  if (observation.code === 'token_assigned_to_external_mdm') {
    const other = observation.otherMdm ?? 'Another device management system'
    return {
      state: 'assignedToExternalMdm',
      reason: `${other} has taken control of this location. Pomona changes nothing there until you renew the token and take control back.`,
    }
  }
  return refusals[observation.code] ?? { state: current, reason: null }
}

/** Whether this refusal says something about the token rather than about one request. */
export function isAboutToken(code: ErrorCode): boolean {
  return code === 'token_assigned_to_external_mdm' || refusals[code] !== undefined
}
