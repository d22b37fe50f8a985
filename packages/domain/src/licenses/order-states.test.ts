import { expect, it } from 'vitest'
import { orderStates, type OrderState } from '../vocabulary.ts'
import { activeOrderStates, orderTransitions, promisedOrderStates } from './order-states.ts'

const isActive = (state: OrderState) => (activeOrderStates as readonly OrderState[]).includes(state)

it('P21: an order that has ended never moves again, and every other one can still end', () => {
  const canEnd = (state: OrderState, seen: readonly OrderState[] = []): boolean =>
    !isActive(state) || orderTransitions[state].some((next) => !seen.includes(next) && canEnd(next, [...seen, state]))
  for (const state of orderStates) {
    expect({ state, moves: orderTransitions[state].length > 0 }).toEqual({ state, moves: isActive(state) })
    expect({ state, canEnd: canEnd(state) }).toEqual({ state, canEnd: true })
  }
})

it('P21: nothing is sent to Apple that was not promised first, and nothing sent is called off', () => {
  const before = orderStates.filter((state) => orderTransitions[state].includes('sent'))
  expect(before).toEqual(['reserved'])
  expect([...orderTransitions.sent, ...orderTransitions.unknown]).not.toContain('canceled')
})

it('P21: only what Apple was asked for can fail', () => {
  expect(orderStates.filter((state) => orderTransitions[state].includes('failed'))).toEqual(['sent', 'unknown'])
})

it('P22: a license is promised from the line, from a removal, or again after Apple was asked', () => {
  const before = orderStates.filter((state) => orderTransitions[state].includes('reserved'))
  expect(before).toEqual(['waiting', 'awaitingRemoval', 'sent', 'unknown'])
  expect(promisedOrderStates.every(isActive)).toBe(true)
})

it('P26: who has not accepted is promised nothing', () => {
  expect(orderTransitions.awaitingAcceptance).not.toContain('reserved')
})
