import type { OrderState } from '../vocabulary.ts'

/** The life of an order: from each state, the states that may follow (P21–P23). Everything else is a bug. */
export const orderTransitions: Record<OrderState, readonly OrderState[]> = {
  /** Into the line once the person has accepted. */
  awaitingAcceptance: ['waiting', 'confirmed', 'failed', 'canceled'],
  /** Straight to `confirmed` when a sync shows that the target holds the license already. */
  waiting: ['reserved', 'confirmed', 'canceled', 'awaitingAcceptance'],
  awaitingRemoval: ['reserved', 'canceled'],
  /** Back to `waiting` when Apple turned out to have fewer licenses than it said. */
  reserved: ['sent', 'unknown', 'waiting', 'failed', 'canceled'],
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

/** Whether an order may go from one state to the other. */
export function mayMove(from: OrderState, to: OrderState): boolean {
  return orderTransitions[from].includes(to)
}
