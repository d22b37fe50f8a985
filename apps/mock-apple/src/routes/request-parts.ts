import type { Request } from 'express'

/** The query as it was sent; the first of several values counts. */
export function paramsOf(request: Request): URLSearchParams {
  const mark = request.originalUrl.indexOf('?')
  return new URLSearchParams(mark === -1 ? '' : request.originalUrl.slice(mark))
}

/** The address by which the client reached us, also behind a proxy that is trusted. */
export function originOf(request: Request): string {
  // A client of the oldest kind names no host.
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket
  const named: string | undefined = request.host
  return `${request.protocol}://${named ?? `${localAddress}:${localPort}`}`
}
