import { expect, it } from 'vitest'
import { nextSyncAt, syncMinuteOf, syncPeriodMinutes } from './sync-schedule.ts'

it('spreads three thousand tokens over the half day, with no minute crowded', () => {
  const perMinute = Array.from({ length: syncPeriodMinutes }, () => 0)
  for (let index = 0; index < 3000; index += 1) {
    const minute = syncMinuteOf(String(9_000_000_000_000_000 + index))
    perMinute[minute] = (perMinute[minute] ?? 0) + 1
  }
  expect(Math.max(...perMinute)).toBeLessThanOrEqual(20)
  expect(perMinute.filter((count) => count > 0).length).toBeGreaterThan(600)
})

it.each([
  ['2030-01-01T00:00:00Z', 5, '2030-01-01T00:05:00.000Z'],
  ['2030-01-01T00:05:00Z', 5, '2030-01-01T12:05:00.000Z'],
  ['2030-01-01T23:59:00Z', 0, '2030-01-02T00:00:00.000Z'],
])('after %s a token of minute %i is next synced at %s', (now, minute, expected) => {
  expect(nextSyncAt(minute, new Date(now)).toISOString()).toBe(expected)
})
