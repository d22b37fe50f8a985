import { AppError } from '@pomona/domain'

/** What was found, or the refusal that says what is missing: "There is no such token …". */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === undefined || value === null) {
    throw new AppError('not_found', `There is no such ${what}. It may have been deleted; load the list again.`)
  }
  return value
}
