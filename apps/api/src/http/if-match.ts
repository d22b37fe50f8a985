import { AppError } from '@pomona/domain'
import type { Request } from 'express'

/** The ETag of a thing whose changes are counted. */
export const versionTag = (version: number): string => `"${version}"`

/** The version that a guarded change names in `If-Match`. Without one it is refused, so that nobody overwrites unseen work. */
export function readIfMatch(request: Request): number {
  const header = request.get('If-Match')
  if (header === undefined) {
    throw new AppError('precondition_required', 'Read the list first and send its ETag as If-Match.')
  }
  const version = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1]
  if (version === undefined) {
    throw new AppError('precondition_failed', 'If-Match names no version of this list. Read it again.')
  }
  return Number(version)
}
