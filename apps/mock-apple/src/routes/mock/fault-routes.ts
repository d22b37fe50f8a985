import { FakeAppleProblem, type FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { faultBody } from './fault-bodies.ts'
import { readBody } from './read-body.ts'

/** What goes wrong with the requests, events and notifications of one location, or of all. */
export function faultRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()
  const { faults } = fake

  router.get('/fault', (_request, response) => {
    response.json(faults.list())
  })
  router.post('/fault', async (request, response) => {
    response.status(201).json(faults.add(undefined, await readBody(faultBody, request, response)))
  })
  router.delete('/fault', (_request, response) => {
    fake.clearFaults()
    response.status(204).end()
  })
  router.delete('/fault/:id', (request, response) => {
    const { id } = request.params
    if (!faults.list().some((fault) => fault.id === id)) {
      throw new FakeAppleProblem('not_found', `No fault ${id} is still to come.`)
    }
    fake.clearFaults({ id })
    response.status(204).end()
  })

  router.get('/locations/:uId/fault', (request, response) => {
    response.json(faults.list(fake.location(request.params.uId).uId))
  })
  router.post('/locations/:uId/fault', async (request, response) => {
    const fault = await readBody(faultBody, request, response)
    response.status(201).json(faults.add(fake.location(request.params.uId).uId, fault))
  })
  router.delete('/locations/:uId/fault', (request, response) => {
    fake.clearFaults({ uId: fake.location(request.params.uId).uId })
    response.status(204).end()
  })
  return router
}
