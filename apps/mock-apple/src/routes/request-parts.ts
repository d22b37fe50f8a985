import type { Request } from 'express'

/** The query as it was sent; the first of several values counts. */
export function paramsOf(request: Request): URLSearchParams {
  const mark = request.originalUrl.indexOf('?')
  return new URLSearchParams(mark === -1 ? '' : request.originalUrl.slice(mark))
}

/** The address by which the client reached us, also behind a proxy that is trusted. */
export function originOf(request: Request): string {
  return `${request.protocol}://${request.host}`
}
