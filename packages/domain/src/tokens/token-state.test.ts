import { describe, expect, it } from 'vitest'
import { canRead, canWrite, daysLeft, standingAfter, standingByDate } from './token-state.ts'

const now = new Date('2030-06-01T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const dates = { expiresAt: inDays(200), now }

it.each([
  [200, 'valid'],
  [30, 'valid'],
  [29.99, 'expiring'],
  [0.5, 'expiring'],
  [-0.01, 'expired'],
])('a token with %s days left is %s', (days, state) => {
  expect(standingByDate(inDays(days), now).state).toBe(state)
})

it('counts whole days, and a past date as negative', () => {
  expect([daysLeft(inDays(1.9), now), daysLeft(inDays(-0.1), now)]).toEqual([1, -1])
})

describe('what an answer of Apple teaches', () => {
  it.each([
    ['token_expired', 'expired'],
    ['token_revoked', 'revoked'],
    ['token_invalid', 'invalid'],
    ['token_read_only', 'readOnly'],
    ['token_assigned_to_external_mdm', 'assignedToExternalMdm'],
  ] as const)('%s makes the token %s, with what to do', (code, state) => {
    const standing = standingAfter('valid', { kind: 'refused', code }, dates)
    expect(standing.state).toBe(state)
    expect(standing.reason).toMatch(/[Rr]enew/)
  })

  it('a refusal that is not about the token leaves its state', () => {
    expect(standingAfter('expiring', { kind: 'refused', code: 'apple_busy' }, dates).state).toBe('expiring')
  })

  it.each(['expired', 'revoked', 'invalid', 'assignedToExternalMdm'] as const)('an answer heals %s', (state) => {
    expect(standingAfter(state, { kind: 'answered', wrote: false }, dates)).toEqual({ state: 'valid', reason: null })
  })

  it('only a successful write heals readOnly', () => {
    expect(standingAfter('readOnly', { kind: 'answered', wrote: false }, dates).state).toBe('readOnly')
    expect(standingAfter('readOnly', { kind: 'answered', wrote: true }, dates).state).toBe('valid')
  })
})

it('nothing is written in a state that cannot write, and nothing at all sent with a dead token', () => {
  expect(
    (['valid', 'expiring', 'expired', 'revoked', 'invalid', 'assignedToExternalMdm', 'readOnly'] as const).map(
      (state) => [canWrite(state), canRead(state)],
    ),
  ).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [false, false],
    [false, false],
    [false, true],
    [false, true],
  ])
})
