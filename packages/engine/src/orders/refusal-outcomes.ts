import { explainAppleError, type AppleError } from '@pomona/apple-vpp'
import type { OrderOutcome, OrderToSend } from '@pomona/db'
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
function outcomeOfRefusal(error: AppleError, now: Date): Outcome {
  if (isAboutToken(error.code)) return { state: 'reserved', errorNumber: error.errorNumber, reason: error.message }
  if (error.retry === 'never') return { state: 'failed', errorNumber: error.errorNumber, reason: error.message }
  const retryAt = new Date(now.getTime() + (error.retryAfterMs ?? laterMs))
  return { state: 'reserved', errorNumber: error.errorNumber, reason: error.message, retryAt }
}

/**
 * The same for every order. When Apple names some of them, the others would have done: they go out again at once, without those. What Apple
 * names is tried again a few times if that may help, since a user may be made anew in the meantime.
 */
export function outcomesOfRefusal(error: AppleError, orders: OrderToSend[], now: Date): OrderOutcome[] {
  const isSplit = namesSome(error, orders)
  return orders.map((order) => {
    const outcome = !isSplit
      ? outcomeOfRefusal(error, now)
      : isNamed(error, order)
        ? outcomeOfFailure(error.errorNumber, order.attempts + 1, now)
        : { state: 'reserved' as const }
    return { orderId: order.id, ...outcome }
  })
}

/** Whether the refusal is about some of the orders rather than about the request or the token. */
export function namesSome(error: AppleError, orders: OrderToSend[]): boolean {
  return error.errorNumber !== undefined && !isAboutToken(error.code) && orders.some((order) => isNamed(error, order))
}

function isNamed({ concerns }: AppleError, { adamId, targetType, target }: OrderToSend): boolean {
  if (concerns === undefined) return false
  const targets = targetType === 'device' ? concerns.serialNumbers : concerns.clientUserIds
  return concerns.adamIds.includes(adamId) || targets.includes(target)
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
