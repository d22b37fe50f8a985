import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { countryBody, locationBody, mdmInfoBody, tokenBody, tokenStateBody } from './bodies.ts'
import { readBody } from './read-body.ts'

/** Locations behind the counter: their tokens, their country, and who claims them. */
export function locationRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()

  router.get('/locations', (_request, response) => {
    response.json(fake.locations())
  })
  router.post('/locations', async (request, response) => {
    response.status(201).json(fake.addLocation(await readBody(locationBody, request, response)))
  })
  router.get('/locations/:uId', (request, response) => {
    response.json(fake.location(request.params.uId))
  })
  router.get('/locations/:uId/token-file', (request, response) => {
    const { tokenFile, locationName } = fake.location(request.params.uId)
    const name = locationName.replaceAll(/[^A-Za-z0-9]+/g, '_')
    response.attachment(`sToken_for_${name}.vpptoken`).type('application/octet-stream').send(`${tokenFile}\n`)
  })
  router.post('/locations/:uId/tokens', async (request, response) => {
    const { expiresAt } = await readBody(tokenBody, request, response)
    const tokenFile = fake.addToken(request.params.uId, expiresAt ? { expiresAt } : {})
    response.status(201).json({ uId: request.params.uId, tokenFile })
  })
  router.post('/locations/:uId/mdm-info', async (request, response) => {
    fake.setMdmInfo(request.params.uId, (await readBody(mdmInfoBody, request, response)).mdmInfo ?? undefined)
    response.json(fake.location(request.params.uId))
  })
  router.post('/locations/:uId/country', async (request, response) => {
    fake.setCountry(request.params.uId, (await readBody(countryBody, request, response)).countryISO2ACode)
    response.json(fake.location(request.params.uId))
  })

  router.post('/tokens/state', async (request, response) => {
    const { tokenFile, uId, state } = await readBody(tokenStateBody, request, response)
    const files = uId === undefined ? [tokenFile ?? ''] : fake.location(uId).tokens.map((token) => token.tokenFile)
    for (const file of files) fake.setTokenState(file, state)
    response.json({ state, tokens: files.length })
  })

  return router
}
