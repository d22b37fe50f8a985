import type { FakeApple } from '@pomona/apple-vpp/fake'
import { Router } from 'express'
import type { DrawIcon } from '../icons/draw-icon.ts'
import type { RequestLog } from '../request-log.ts'
import { originOf, paramsOf } from './request-parts.ts'

const sizes = { least: 16, most: 1024 }

/** What Apple's stores give out: metadata and pictures. */
export function storeRoutes({ fake, log, drawIcon }: { fake: FakeApple; log: RequestLog; drawIcon: DrawIcon }): Router {
  const router = Router()

  router.get('/WebObjects/MZStorePlatform.woa/wa/lookup', (request, response) => {
    const started = new Date()
    const params = paramsOf(request)
    const token = /(?:^|;\s*)itvt=([^;\s]+)/.exec(request.headers.cookie ?? '')?.[1]
    response.json(fake.service.lookUp(token, params, originOf(request)))
    log.add({
      at: started.toISOString(),
      method: 'GET',
      path: request.path,
      query: Object.fromEntries(params),
      uId: token === undefined ? undefined : fake.findLocation(token),
      body: undefined,
      status: 200,
      errorNumber: undefined,
      durationMs: Date.now() - started.getTime(),
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
