import compression from 'compression'
import cookieParser from 'cookie-parser'
import express, { type Express } from 'express'
import { sessionCookies } from './auth/cookies.ts'
import type { ApiDeps } from './deps.ts'
import { authRoutes } from './features/auth/auth.routes.ts'
import { tokenRoutes } from './features/tokens/tokens.routes.ts'
import { notificationRoutes } from './features/tokens/notifications.routes.ts'
import { tokenHistoryRoutes } from './features/tokens/token-history.routes.ts'
import { tokenLifeRoutes } from './features/tokens/token-life.routes.ts'
import { appRoutes } from './features/apps/apps.routes.ts'
import { iconPath, iconRoutes } from './features/apps/icon.routes.ts'
import { titleRoutes } from './features/titles/titles.routes.ts'
import { assignmentRoutes } from './features/assignments/assignments.routes.ts'
import { planRoutes } from './features/plans/plans.routes.ts'
import { licenseRoutes } from './features/licenses/licenses.routes.ts'
import { orderRoutes } from './features/orders/orders.routes.ts'
import { appleHookRoutes } from './features/hooks/apple-hook.routes.ts'
import { groupRoutes } from './features/groups/groups.routes.ts'
import { deviceRoutes } from './features/devices/devices.routes.ts'
import { userRoutes } from './features/users/users.routes.ts'
import { driftRoutes } from './features/drift/drift.routes.ts'
import { explainRoutes } from './features/explain/explain.routes.ts'
import { overviewRoutes } from './features/overview/overview.routes.ts'
import { activityRoutes } from './features/activity/activity.routes.ts'
import { consoleRoutes } from './http/console.ts'
import { answerError, answerMethodNotAllowed, answerNotFound } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { metrics } from './http/metrics.ts'
import { refuseForeignSites } from './http/origin.ts'
import { logRequests, refuseUnreadableAddress } from './http/request-context.ts'
import type { Routing } from './http/route.ts'
import { securityHeaders } from './http/security-headers.ts'
import { docsPaths, docsRoutes } from './openapi/docs.routes.ts'

export type AppOptions = {
  jwtSecret: string
  /** Where people reach the console; https makes the cookies `Secure`. */
  publicUrl: URL
  /** The built console. */
  consoleFolder: string
  /** Proxies whose `X-Forwarded-For` is believed, in Express's words: addresses, networks, `loopback`. */
  trustedProxies?: readonly string[]
}

/** Every noun of the API. */
const features = [
  authRoutes,
  tokenRoutes,
  tokenHistoryRoutes,
  notificationRoutes,
  tokenLifeRoutes,
  appRoutes,
  iconRoutes,
  titleRoutes,
  assignmentRoutes,
  planRoutes,
  licenseRoutes,
  orderRoutes,
  groupRoutes,
  deviceRoutes,
  userRoutes,
  driftRoutes,
  explainRoutes,
  overviewRoutes,
  activityRoutes,
]

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

  appleHookRoutes(app, deps)

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
  for (const addRoutes of features) addRoutes(routing, deps)
  docsRoutes(app, routing.served)
  for (const [path, endpoints] of Map.groupBy(routing.served, (endpoint) => endpoint.path)) {
    app.all(path, answerMethodNotAllowed(endpoints.map(({ method }) => method)))
  }
  for (const path of ['/healthz', '/readyz', '/metrics', iconPath, ...docsPaths])
    app.all(path, answerMethodNotAllowed(['GET']))
  app.use(['/api', '/hooks'], answerNotFound)

  consoleRoutes(app, options.consoleFolder)
  app.use(answerNotFound, answerError)
  return app
}
