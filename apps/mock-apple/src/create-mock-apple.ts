import type { FakeApple } from '@pomona/apple-vpp/fake'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { createIconPainter } from './icons/draw-icon.ts'
import { createRequestLog } from './request-log.ts'
import { homeRoutes } from './routes/home-routes.ts'
import { invitationPageRoutes } from './routes/invitation-page-routes.ts'
import { mockRoutes } from './routes/mock-routes.ts'
import { serviceRoutes } from './routes/service-routes.ts'
import { storeRoutes } from './routes/store-routes.ts'

export type MockAppleOptions = {
  /** Whether a proxy may say under which address it was reached (X-Forwarded-Proto, X-Forwarded-Host). */
  trustProxy?: boolean
  /** Is told of a failure that is the mock's own. */
  onFailure?: (error: unknown) => void
}

/** Apple's service over HTTP in front of a fake Apple. It does not listen yet. */
export function createMockApple(fake: FakeApple, options: MockAppleOptions = {}): Express {
  const deps = { fake, log: createRequestLog(), drawIcon: createIconPainter() }
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', options.trustProxy ?? false)
  app.use('/mdm/v2', serviceRoutes(deps))
  app.use('/_mock', mockRoutes(deps))
  app.use(storeRoutes(deps))
  app.use(invitationPageRoutes(deps))
  app.use(homeRoutes(deps))
  app.use((_request, response) => {
    response.status(404).json({ error: { code: 'not_found', message: 'There is nothing at this address.' } })
  })
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const status = statusOf(error)
    if (status >= 500) options.onFailure?.(error)
    response.status(status).json({
      errorNumber: status >= 500 ? 9603 : 9602,
      errorMessage: status >= 500 ? 'Internal error.' : 'Invalid argument.',
    })
  })
  return app
}

/** A request that Express itself could not read carries its status. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
