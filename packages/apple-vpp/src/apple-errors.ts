import type { ErrorCode } from '@pomona/domain'
import { AppleError, type Concerned, type RetryClass } from './apple-error.ts'
import { legacyErrorTable } from './legacy-error-table.ts'
import { errorTable, type ErrorRow } from './error-table.ts'

/** What one of Apple's error numbers means to us and to the person before the screen. */
export type AppleErrorExplanation = {
  errorNumber: number | undefined
  code: ErrorCode
  retry: RetryClass
  /** What happened, in plain words. */
  title: string
  /** What to do about it. */
  nextStep: string
}

/** Every error number that we know a meaning of. */
export const knownAppleErrorNumbers: readonly number[] = [
  ...Object.keys(errorTable).map(Number),
  ...Object.keys(legacyErrorTable).map(Number),
]

/** Translates Apple's error number; one that nobody knows yet is read by the HTTP status that it came with. */
export function explainAppleError(errorNumber: number, httpStatus = 200): AppleErrorExplanation {
  const row = errorTable[errorNumber] ?? legacyErrorTable[errorNumber]
  if (row) return toExplanation(errorNumber, row)
  return { ...explainHttpStatus(httpStatus), errorNumber }
}

/** Reads an HTTP status that came without one of Apple's numbers, or with a number that nobody knows. */
export function explainHttpStatus(httpStatus: number): AppleErrorExplanation {
  return toExplanation(undefined, rowOfStatus(httpStatus))
}

function rowOfStatus(status: number): ErrorRow {
  if (status === 401) return errorTable[9622] as ErrorRow
  if (status === 429) return errorTable[9646] as ErrorRow
  if (status >= 500 || status === 408) return errorTable[9729] as ErrorRow
  return [
    'apple_rejected',
    'never',
    'Apple refused the request.',
    'Details are in the conversation with Apple. If it happens again, report it with the error number.',
  ]
}

function toExplanation(errorNumber: number | undefined, row: ErrorRow): AppleErrorExplanation {
  const [code, retry, title, nextStep] = row
  return { errorNumber, code, retry, title, nextStep }
}

/** The error to throw for a refusal. Apple's own text stays out: texts vary, and a number that we know says more. */
export function toAppleError(
  explanation: AppleErrorExplanation,
  options: { retryAfterMs?: number | undefined; concerns?: Concerned | undefined; cause?: unknown } = {},
): AppleError {
  const { code, retry, title, nextStep, errorNumber } = explanation
  return new AppleError(code, `${title} ${nextStep}`, { retry, errorNumber, ...options })
}
