import { expect, it } from 'vitest'
import { delayAfter } from './back-off.ts'
import { normalizeBaseUrl } from './addresses.ts'
import { parseRetryAfter } from './retry-after.ts'

const now = new Date('2030-05-06T07:08:00Z')

it.each([
  ['120', 120_000],
  ['0', 0],
  ['Mon, 06 May 2030 07:10:00 GMT', 120_000],
  ['Mon, 06 May 2030 07:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads Retry-After %s', (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected)
})

const patience = { attempts: 4, firstDelayMs: 100, longestDelayMs: 10_000 }

it('waits longer after each failure, with half of the delay left to chance, and ends', () => {
  const delays = (random: number) =>
    [1, 2, 3, 4].map((attempt) => delayAfter(attempt, { patience, random: () => random }))
  expect(delays(0)).toEqual([50, 100, 200, undefined])
  expect(delays(1)).toEqual([100, 200, 400, undefined])
})

it('never waits less than Apple asks for, and gives up at once when Apple asks for more than a caller can wait', () => {
  expect(delayAfter(1, { patience, random: () => 1, retryAfterMs: 3000 })).toBe(3000)
  expect(delayAfter(1, { patience, random: () => 1, retryAfterMs: 10_001 })).toBeUndefined()
})

it.each([
  ['https://vpp.itunes.apple.com', 'https://vpp.itunes.apple.com/mdm/v2'],
  ['https://vpp.itunes.apple.com/', 'https://vpp.itunes.apple.com/mdm/v2'],
  ['https://vpp.itunes.apple.com/mdm/v2/', 'https://vpp.itunes.apple.com/mdm/v2'],
  ['http://127.0.0.1:8081', 'http://127.0.0.1:8081/mdm/v2'],
])('takes %s for %s', (given, expected) => {
  expect(normalizeBaseUrl(given)).toBe(expected)
})
