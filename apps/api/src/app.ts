import compression from 'compression'
import cookieParser from 'cookie-parser'
import express, { type Express } from 'express'
import { sessionCookies } from './auth/cookies.ts'
import type { ApiDeps } from './deps.ts'
import { authRoutes } from './features/auth/auth.routes.ts'
import { consoleRoutes } from './http/console.ts'
import { answerError, answerMethodNotAllowed, answerNotFound } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { metrics } from './http/metrics.ts'
import { refuseForeignSites } from './http/origin.ts'
import { logRequests, refuseUnreadableAddress } from './http/request-context.ts'
import type { Routing } from './http/route.ts'
import { securityHeaders } from './http/security-headers.ts'

export type AppOptions = {
  jwtSecret: string
  /** Where people reach the console; https makes the cookies `Secure`. */
  publicUrl: URL
  /** The built console. */
  consoleFolder: string
  /** Proxies whose `X-Forwarded-For` is believed, in Express's words: addresses, networks, `loopback`. */
  trustedProxies?: readonly string[]
}

/** The whole HTTP side, without listening. */
export function createApp(deps: ApiDeps, options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', [...(options.trustedProxies ?? [])])

  const measurement = metrics(deps.database)
  app.use(measurement.measure, logRequests(deps.log), ...securityHeaders(options.publicUrl))
  app.use(refuseUnreadableAddress, compression())
  healthRoutes(app, deps.database)
  measurement.routes(app)

  app.use('/api', cookieParser(), refuseForeignSites(options.publicUrl))
  const routing: Routing = {
    router: app,
    authentication: {
      jwtSecret: options.jwtSecret,
      cookies: sessionCookies(options.publicUrl),
      db: deps.database.prisma,
      now: () => deps.now(),
    },
    served: [],
  }
  authRoutes(routing, deps)
  for (const [path, endpoints] of Map.groupBy(routing.served, (endpoint) => endpoint.path)) {
    app.all(path, answerMethodNotAllowed(endpoints.map(({ method }) => method)))
  }
  for (const path of ['/healthz', '/readyz', '/metrics']) app.all(path, answerMethodNotAllowed(['GET']))
  app.use(['/api', '/hooks'], answerNotFound)

  consoleRoutes(app, options.consoleFolder)
  app.use(answerNotFound, answerError)
  return app
}
