import { explainAppleError, type AppleError } from '@pomona/apple-vpp'
import type { OrderOutcome } from '@pomona/db'
import { isAboutToken } from '@pomona/domain'

const noLicenseLeft = 9709
const laterMs = 60_000
/** After so many refusals that were said to pass, an order is called failed. */
const attemptsMax = 8

type Outcome = Omit<OrderOutcome, 'orderId'>

/**
 * What a refusal of a whole request means for its orders. What is wrong with the token, or passes by itself, leaves them promised (P5);
 * only what is wrong with the request fails them.
 */
export function outcomeOfRefusal(error: AppleError, now: Date): Outcome {
  if (isAboutToken(error.code)) return { state: 'reserved', errorNumber: error.errorNumber, reason: error.message }
  if (error.retry === 'never') return { state: 'failed', errorNumber: error.errorNumber, reason: error.message }
  const retryAt = new Date(now.getTime() + (error.retryAfterMs ?? laterMs))
  return { state: 'reserved', errorNumber: error.errorNumber, reason: error.message, retryAt }
}

/** What a failure inside an event means for an order that Apple did not carry out. */
export function outcomeOfFailure(errorNumber: number | undefined, attempts: number, now: Date): Outcome {
  if (errorNumber === noLicenseLeft) {
    return { state: 'waiting', errorNumber, reason: 'Apple had no license left. Back in line, at the same place.' }
  }
  if (errorNumber === undefined) {
    return attempts < attemptsMax
      ? { state: 'reserved' }
      : { state: 'failed', reason: `Apple accepted the order ${attempts} times and never carried it out.` }
  }
  const { retry, title, nextStep } = explainAppleError(errorNumber)
  const reason = `${title} ${nextStep}`
  if (retry === 'never' || attempts >= attemptsMax) return { state: 'failed', errorNumber, reason }
  return { state: 'reserved', errorNumber, reason, retryAt: new Date(now.getTime() + laterMs * attempts) }
}
