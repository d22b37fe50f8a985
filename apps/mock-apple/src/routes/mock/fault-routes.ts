import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { faultRequest, type Faults } from '../../faults.ts'
import { readBody } from './read-body.ts'

/** What goes wrong with the next requests of a location. */
export function faultRoutes({ fake, faults }: { fake: FakeApple; faults: Faults }): Router {
  const router = Router()
  router.get('/locations/:uId/fault', (request, response) => {
    response.json(faults.list(fake.location(request.params.uId).uId))
  })
  router.post('/locations/:uId/fault', async (request, response) => {
    const fault = await readBody(faultRequest, request, response)
    const { uId } = fake.location(request.params.uId)
    if (fault.kind === 'eventDelay') fake.delayEvents(uId, { delayMs: fault.delayMs, times: fault.times })
    else faults.add(uId, fault)
    response.status(201).json(fault)
  })
  router.delete('/locations/:uId/fault', (request, response) => {
    faults.clear(fake.location(request.params.uId).uId)
    response.status(204).end()
  })
  return router
}
