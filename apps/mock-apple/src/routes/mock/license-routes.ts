import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router, type Request } from 'express'
import { paramsOf } from '../request-parts.ts'
import {
  assetEditBody,
  assetKey,
  associationsBody,
  associationsQuery,
  catalogBody,
  purchaseBody,
  refundBody,
  transferBody,
} from './bodies.ts'
import { readBody } from './read-body.ts'

/** Licenses behind the counter: what is owned, who holds it, and what happens to it without an MDM's request. */
export function licenseRoutes({ fake }: { fake: FakeApple }): Router {
  const router = Router()

  router.get('/locations/:uId/assets', (request, response) => {
    const assets = matching(fake.assetsOf(request.params.uId), request)
    response.json(assets.map((asset) => ({ ...asset, name: fake.catalogItem(asset.adamId)?.name })))
  })
  router.get('/locations/:uId/assignments', (request, response) => {
    const { offset = 0, limit = Infinity, ...filter } = associationsQuery.parse(Object.fromEntries(paramsOf(request)))
    response.json(fake.associationsOf(request.params.uId, filter, { from: offset, to: offset + limit }))
  })
  router.get('/locations/:uId/users', (request, response) => {
    response.json(matching(fake.usersOf(request.params.uId), request))
  })

  router.post('/locations/:uId/purchase', async (request, response) => {
    const { count, ...key } = await readBody(purchaseBody, request, response)
    response.json(fake.purchase(request.params.uId, key, count))
  })
  router.post('/locations/:uId/refund', async (request, response) => {
    const { count, takeHeld, ...key } = await readBody(refundBody, request, response)
    response.json(fake.refund(request.params.uId, key, count, { takeHeld }))
  })
  router.post('/locations/:uId/transfer', async (request, response) => {
    const { count, toUId, ...key } = await readBody(transferBody, request, response)
    fake.transfer(request.params.uId, toUId, key, count)
    response.status(204).end()
  })
  router.patch('/locations/:uId/assignments', async (request, response) => {
    fake.editAssociations(request.params.uId, await readBody(associationsBody, request, response))
    response.status(204).end()
  })

  router.patch('/locations/:uId/assets/:adamId/:pricingParam', async (request, response) => {
    const edit = await readBody(assetEditBody, request, response)
    response.json(fake.editAsset(request.params.uId, assetKey.parse(request.params), edit))
  })
  router.delete('/locations/:uId/assets/:adamId/:pricingParam', (request, response) => {
    fake.removeAsset(request.params.uId, assetKey.parse(request.params))
    response.status(204).end()
  })

  router.put('/catalog/:adamId', async (request, response) => {
    const { adamId } = assetKey.parse(request.params)
    const edit = await readBody(catalogBody, request, response)
    response.json(fake.editCatalog(adamId, edit))
  })

  return router
}

/** Those whose members equal the parameters of the request. */
function matching<T extends object>(items: T[], request: Request): T[] {
  const wanted = [...paramsOf(request)]
  return items.filter((item) =>
    wanted.every(([name, value]) => String(Object.entries(item).find(([key]) => key === name)?.[1]) === value),
  )
}
