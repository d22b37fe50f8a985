import { emptySeed, FakeAppleProblem, type FakeApple } from '@pomona/apple-vpp/fake'
import { Router, type NextFunction, type Request, type Response } from 'express'
import { z } from 'zod'
import { UnreadableBody } from '../read-json.ts'
import type { RequestLog } from '../request-log.ts'
import { resetBody } from './mock/bodies.ts'
import { faultRoutes } from './mock/fault-routes.ts'
import { invitationRoutes } from './mock/invitation-routes.ts'
import { licenseRoutes } from './mock/license-routes.ts'
import { locationRoutes } from './mock/location-routes.ts'
import { settingsRoutes } from './mock/settings-routes.ts'
import { readBody } from './mock/read-body.ts'
import { paramsOf } from './request-parts.ts'

/** What the mock has beside Apple's service: behind the counter, for tests and for whoever tries it out. */
export function mockRoutes(deps: { fake: FakeApple; log: RequestLog }): Router {
  const { fake, log } = deps
  const router = Router()
  const parts = [locationRoutes, licenseRoutes, invitationRoutes, faultRoutes, settingsRoutes]
  for (const part of parts) router.use(part(deps))

  router.get('/requests', (request, response) => {
    response.json(log.latest(limitOf(request)))
  })
  router.get('/notifications', (request, response) => {
    const uId = paramsOf(request).get('uId')
    const deliveries = fake.deliveries().filter((each) => uId === null || each.uId === uId)
    response.json(deliveries.slice(0, limitOf(request)))
  })
  router.post('/reset', async (request, response) => {
    const { seed } = await readBody(resetBody, request, response)
    log.clear()
    fake.reset(seed === 'empty' ? emptySeed : undefined)
    response.json(fake.locations())
  })

  router.use((request, response) => {
    response.status(404).json(problem('not_found', `There is no ${request.method} /_mock${request.path} here.`))
  })
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (error instanceof FakeAppleProblem) {
      response.status(error.kind === 'not_found' ? 404 : 409).json(problem(error.kind, error.message))
    } else if (error instanceof UnreadableBody) {
      response.status(error.httpStatus).json(problem('invalid_input', error.message))
    } else if (error instanceof z.ZodError) {
      const details = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      response.status(400).json(problem('invalid_input', 'The request is not as it must be.', details))
    } else {
      next(error)
    }
  })
  return router
}

function limitOf(request: Request): number {
  const limit = Number(paramsOf(request).get('limit') ?? 100)
  return Number.isInteger(limit) && limit > 0 ? limit : 100
}

function problem(code: string, message: string, details?: unknown) {
  return { error: { code, message, ...(details === undefined ? {} : { details }) } }
}
