import { randomBytes } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'

/** The nonce under which this answer's page may add style elements, as Griffel (Fluent UI) does. */
export const styleNonce = (response: Response): string => String(response.locals['styleNonce'])

/** Helmet with a policy that lets nothing in but the console's own files. Over plain HTTP nothing insists on HTTPS. */
export function securityHeaders(publicUrl: URL): RequestHandler[] {
  const isHttps = publicUrl.protocol === 'https:'
  return [
    (_request, response, next) => {
      response.locals['styleNonce'] = randomBytes(16).toString('base64')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", (_request, response) => `'nonce-${styleNonce(response as Response)}'`],
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: isHttps,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    }),
  ]
}
