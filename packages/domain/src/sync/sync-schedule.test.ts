import { expect, it } from 'vitest'
import { nextSyncAt, syncMinuteOf, syncMinutes } from './sync-schedule.ts'

it('spreads three thousand tokens over the half day, with no minute crowded', () => {
  const perMinute = Array.from({ length: syncMinutes }, () => 0)
  for (let index = 0; index < 3000; index += 1) {
    const minute = syncMinuteOf(String(9_000_000_000_000_000 + index))
    perMinute[minute] = (perMinute[minute] ?? 0) + 1
  }
  expect(Math.max(...perMinute)).toBeLessThanOrEqual(20)
  expect(perMinute.filter((count) => count > 0).length).toBeGreaterThan(600)
})

it.each([
  ['00:00', 5, '2030-01-01T00:05:00.000Z'],
  ['00:05', 5, '2030-01-01T12:05:00.000Z'],
  ['11:58', 719, '2030-01-01T11:59:00.000Z'],
])('at %s a token of minute %i is next synced at %s', (time, minute, expected) => {
  const period = {
    start: new Date('2030-01-01T00:00:00Z'),
    end: new Date('2030-01-01T12:00:00Z'),
    endOfNext: new Date('2030-01-02T00:00:00Z'),
  }
  expect(nextSyncAt(minute, period, new Date(`2030-01-01T${time}:00Z`)).toISOString()).toBe(expected)
})
