import { readFileSync } from 'node:fs'
import { errorCodes } from '@pomona/domain'
import { expect, it } from 'vitest'
import { retryClasses } from './apple-error.ts'
import { explainAppleError, explainHttpStatus, knownAppleErrorNumbers } from './apple-errors.ts'

/** Apple's own table, number for number. */
const documented = [
  9601,
  9602,
  9603,
  9609,
  9621,
  9622,
  9623,
  9625,
  9634,
  9635,
  9637,
  9641,
  9644,
  9646,
  9647,
  9650,
  ...Array.from({ length: 30 }, (_, index) => 9700 + index),
  ...Array.from({ length: 8 }, (_, index) => 9811 + index),
]

it.each(documented)('explains %i with a code, a retry class, a title and a next step', (errorNumber) => {
  expect(knownAppleErrorNumbers).toContain(errorNumber)
  const explanation = explainAppleError(errorNumber)
  expect(explanation.errorNumber).toBe(errorNumber)
  expect(errorCodes).toContain(explanation.code)
  expect(retryClasses).toContain(explanation.retry)
  for (const text of [explanation.title, explanation.nextStep]) expect(text).toMatch(/^[A-Z].{10,}\.$/)
})

it.each(knownAppleErrorNumbers)('speaks of %i in words, not in numbers', (errorNumber) => {
  const { title, nextStep } = explainAppleError(errorNumber)
  expect(`${title} ${nextStep}`).not.toMatch(/\d{3}|undefined|null/)
})

it.each([
  [9621, 'token_expired', 'never'],
  [9622, 'token_invalid', 'never'],
  [9625, 'token_revoked', 'never'],
  [9637, 'token_read_only', 'never'],
  [9646, 'apple_busy', 'later'],
  [9729, 'apple_unavailable', 'later'],
  [9650, 'apple_changed_mid_walk', 'afterRefresh'],
  [9702, 'apple_rejected', 'afterRefresh'],
  [9708, 'apple_outcome_unknown', 'afterRefresh'],
  [9709, 'apple_rejected', 'afterRefresh'],
  [9645, 'token_assigned_to_external_mdm', 'never'],
])('knows that %i means %s and may be tried again %s', (errorNumber, code, retry) => {
  expect(explainAppleError(errorNumber)).toMatchObject({ code, retry })
})

it.each([
  [400, 'apple_rejected', 'never'],
  [401, 'token_invalid', 'never'],
  // A proxy on the way answers 403 too: that says nothing about the token.
  [403, 'apple_rejected', 'never'],
  [404, 'apple_rejected', 'never'],
  [429, 'apple_busy', 'later'],
  [500, 'apple_unavailable', 'later'],
  [503, 'apple_unavailable', 'later'],
])('reads a number that nobody knows yet by HTTP status %i', (status, code, retry) => {
  expect(explainAppleError(9999, status)).toMatchObject({ errorNumber: 9999, code, retry })
  expect(explainHttpStatus(status)).toMatchObject({ errorNumber: undefined, code, retry })
})

it('refuses an unknown number under 200', () => {
  expect(explainAppleError(9999)).toMatchObject({ code: 'apple_rejected', retry: 'never' })
})

it('gives no number a meaning twice', () => {
  expect(new Set(knownAppleErrorNumbers).size).toBe(knownAppleErrorNumbers.length)
  for (const file of ['error-table.ts', 'legacy-error-table.ts']) {
    const numbers = readFileSync(new URL(file, import.meta.url), 'utf8').match(/^ {2}\d{4}(?=:)/gm) ?? []
    expect(new Set(numbers).size).toBe(numbers.length)
  }
})
