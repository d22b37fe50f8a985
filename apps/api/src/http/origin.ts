import { AppError } from '@pomona/domain'
import type { RequestHandler } from 'express'

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another site makes in the name of a signed-in browser. The cookies are SameSite=Strict already; this
 * also holds in browsers that do not know that. A request with a bearer token carries its own proof.
 */
export function refuseForeignSites(publicUrl: URL): RequestHandler {
  return (request, _response, next) => {
    if (readingMethods.has(request.method) || request.get('Authorization') !== undefined) return next()
    const site = request.get('Sec-Fetch-Site')
    if (site === 'same-origin' || site === 'none') return next()
    if (site !== undefined || !isOwnOrigin(request.get('Origin'), request.get('Host'), publicUrl)) {
      throw new AppError('forbidden', 'This request comes from another site. Open the console itself and try again.')
    }
    next()
  }
}

/** Absent: not a browser. */
function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: URL): boolean {
  if (origin === undefined || origin === publicUrl.origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
