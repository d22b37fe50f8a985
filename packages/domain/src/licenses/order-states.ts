import type { OrderState } from '../vocabulary.ts'

/**
 * The life of an order: from each state, the states that may follow (P21–P23, P26). Everything else is a bug: the tests’ database refuses it,
 * whatever statement does it.
 */
export const orderTransitions: Record<OrderState, readonly OrderState[]> = {
  /** Into the line once the person has accepted; `confirmed` when Apple shows that they hold it already. */
  awaitingAcceptance: ['waiting', 'confirmed', 'canceled'],
  /** Straight to `confirmed` when a sync shows that the target holds the license already. */
  waiting: ['reserved', 'confirmed', 'canceled'],
  /** On its way once the device has confirmed, or somebody takes the license back at once. */
  awaitingRemoval: ['reserved', 'canceled'],
  /** Back into the line when all licenses of the token are called back. */
  reserved: ['sent', 'waiting', 'canceled'],
  /** Back into the line when Apple turned out to have fewer licenses than it said; `reserved` to be asked for again. */
  sent: ['confirmed', 'failed', 'unknown', 'waiting', 'reserved'],
  unknown: ['confirmed', 'failed', 'waiting', 'reserved'],
  confirmed: [],
  failed: [],
  canceled: [],
}

/** States in which an order still wants something; at most one such order exists per asset and target. */
export const activeOrderStates = [
  'awaitingAcceptance',
  'waiting',
  'awaitingRemoval',
  'reserved',
  'sent',
  'unknown',
] as const satisfies OrderState[]

/** States in which a license is promised and Apple's counts may not show it yet. */
export const promisedOrderStates = ['reserved', 'sent', 'unknown'] as const satisfies OrderState[]
