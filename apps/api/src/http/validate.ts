import { AppError, type ErrorDetail } from '@pomona/domain'
import type { z } from 'zod'

/** The three places of a request that carry values. */
export type RequestPart = 'params' | 'query' | 'body'

/** Reads several parts of a request at once and reports the problems of all of them together, each with its path. */
export function readParts<Schemas extends Record<RequestPart, z.ZodType>>(
  schemas: Schemas,
  values: Record<RequestPart, unknown>,
): { [Part in RequestPart]: z.output<Schemas[Part]> } {
  const parts = ['params', 'query', 'body'] as const
  const problems: ErrorDetail[] = []
  const read = parts.map((part) => {
    problems.push(...findUnstorableTexts(values[part], part))
    const result = schemas[part].safeParse(values[part])
    if (result.success) return [part, result.data] as const
    problems.push(...result.error.issues.map((issue) => toDetail(issue, part)))
    return [part, undefined] as const
  })
  if (problems.length > 0) {
    const [first] = problems
    const sentence =
      problems.length === 1 && first
        ? `The request has a problem at ${first.path}: ${first.message}`
        : `The request has ${problems.length} problems. Each is listed with its place.`
    throw new AppError('invalid_input', sentence, { details: problems.slice(0, detailsMax) })
  }
  return Object.fromEntries(read) as { [Part in RequestPart]: z.output<Schemas[Part]> }
}

/** A list of 200,000 wrong ids must not become an answer of 20 MB. */
const detailsMax = 1000

const toDetail = (issue: z.core.$ZodIssue, part: RequestPart): ErrorDetail => ({
  path: [part, ...issue.path.map(String)].join('.'),
  message: issue.message,
})

/** PostgreSQL keeps no NUL, and UTF-8 has no lone surrogates: a text that holds one could be taken and never stored. */
export function findUnstorableTexts(value: unknown, part: RequestPart): ErrorDetail[] {
  const found: ErrorDetail[] = []
  // A stack of its own, because JSON may be nested deeper than calls may.
  const open: { value: unknown; path: string }[] = [{ value, path: part }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value === 'string') {
      if (next.value.includes('\0') || !next.value.isWellFormed()) {
        found.push({ path: next.path, message: 'Holds a character that is no text: NUL or half of a surrogate pair.' })
      }
    } else if (typeof next.value === 'object' && next.value !== null) {
      const { path } = next
      // Deep paths are cut: nothing that we read is nested so deep.
      const isDeep = path.length > pathLengthMax
      for (const [key, inner] of Object.entries(next.value)) {
        open.push({ value: inner, path: isDeep ? path : `${path}.${key}` })
      }
    }
  }
  return found
}

const pathLengthMax = 200
