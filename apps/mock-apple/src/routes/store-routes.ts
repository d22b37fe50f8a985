import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import { answer } from '../answer.ts'
import type { DrawIcon } from '../icons/draw-icon.ts'
import type { RequestLog } from '../request-log.ts'
import { originOf, paramsOf } from './request-parts.ts'

const sizes = { least: 16, most: 1024 }

/** What Apple's stores give out: metadata and pictures. */
export function storeRoutes(deps: { fake: FakeApple; log: RequestLog; drawIcon: DrawIcon }): Router {
  const { fake, drawIcon } = deps
  const router = Router()

  router.get('/WebObjects/MZStorePlatform.woa/wa/lookup', async (request, response) => {
    const token = /(?:^|;\s*)itvt=([^;\s]+)/.exec(request.headers.cookie ?? '')?.[1]
    const uId = token === undefined ? undefined : fake.findLocation(token)
    await answer(deps, {
      request,
      response,
      // A fault of the service is not one of the store, unless it says so.
      target: { uId, path: '/lookup', method: 'GET', isByNameOnly: true },
      perform: async () => ({
        status: 200,
        body: fake.service.lookUp(token, paramsOf(request), originOf(request)),
      }),
    })
  })

  router.get('/artwork/:adamId/:file', (request, response) => {
    const { adamId, file } = request.params
    // Apple's own addresses end in `128x128bb.png`.
    const size = Number(/^(\d{2,4})(?:x\d+(?:bb)?)?\.png$/.exec(file)?.[1])
    const item = fake.catalogItem(adamId)
    if (!item || !(size >= sizes.least && size <= sizes.most)) {
      response.status(404).end()
      return
    }
    response.type('png').set('cache-control', 'public, max-age=3600').send(drawIcon(item, size))
  })

  return router
}
