import { accountTypes, pricingParams, productTypes, unlimitedCount } from '@pomona/domain'
import { emptySeed, FakeAppleProblem, tokenConditions, type FakeApple } from '@pomona/apple-vpp/fake'
import { Router, type NextFunction, type Request, type Response } from 'express'
import { z } from 'zod'
import { faultRequest, type Faults } from '../faults.ts'
import { jsonReader, UnreadableBody } from '../read-json.ts'
import type { RequestLog } from '../request-log.ts'
import { paramsOf } from './service-routes.ts'

const readJson = jsonReader('64mb')

const adamId = z.coerce.string().regex(/^\d{1,18}$/, 'must be digits')
const assetKey = z.object({ adamId, pricingParam: z.enum(pricingParams).default('STDQ') })
const count = z.int().min(0).max(unlimitedCount)
const mdmInfo = z.object({ id: z.string().min(1), name: z.string().min(1), metadata: z.string().min(1) })

const bodies = {
  reset: z.object({ seed: z.enum(['demo', 'empty']).default('demo') }),
  location: z.object({
    locationName: z.string().min(1).max(200),
    uId: z.string().regex(/^\d+$/).optional(),
    orgName: z.string().min(1).max(200).optional(),
    countryISO2ACode: z
      .string()
      .regex(/^[A-Za-z]{2}$/)
      .optional(),
    accountType: z.enum(accountTypes).optional(),
    tokenExpiresAt: z.coerce.date().optional(),
    mdmInfo: mdmInfo.optional(),
    assets: z
      .array(
        assetKey.extend({
          name: z.string().min(1).max(300).optional(),
          productType: z.enum(productTypes).optional(),
          totalCount: count,
          retiredCount: count.optional(),
          deviceAssignable: z.boolean().optional(),
          revocable: z.boolean().optional(),
          supportedPlatforms: z.array(z.string()).optional(),
          serialNumbers: z.array(z.string().min(1)).optional(),
          clientUserIds: z.array(z.string().min(1)).optional(),
        }),
      )
      .optional(),
    generate: z
      .object({
        assets: z.int().min(0).max(100_000).default(0),
        users: z.int().min(0).max(1_000_000).default(0),
        associations: z.int().min(0).max(5_000_000).default(0),
      })
      .optional(),
  }),
  purchase: assetKey.extend({ count: z.int() }),
  transfer: assetKey.extend({ count: z.int().min(1), toUId: z.string() }),
  token: z.object({ expiresAt: z.coerce.date().optional() }),
  tokenState: z
    .object({ tokenFile: z.string().optional(), uId: z.string().optional(), state: z.enum(tokenConditions) })
    .refine(({ tokenFile, uId }) => (tokenFile === undefined) !== (uId === undefined), 'needs tokenFile or uId'),
  mdmInfo: z.object({ mdmInfo: mdmInfo.nullable() }),
  country: z.object({ countryISO2ACode: z.string().regex(/^[A-Za-z]{2}$/) }),
}

/** What the mock has beside Apple's service: behind the counter, for tests and for whoever tries it out. */
export function mockRoutes({ fake, faults, log }: { fake: FakeApple; faults: Faults; log: RequestLog }): Router {
  const router = Router()
  const read = async <S extends z.ZodType>(schema: S, request: Request, response: Response): Promise<z.output<S>> =>
    schema.parse((await readJson(request, response)) ?? {})

  router.get('/locations', (_request, response) => {
    response.json(fake.locations())
  })
  router.post('/locations', async (request, response) => {
    const seed = await read(bodies.location, request, response)
    response.status(201).json(fake.addLocation(seed))
  })
  router.get('/locations/:uId', (request, response) => {
    response.json(fake.location(request.params.uId))
  })
  router.get('/locations/:uId/token-file', (request, response) => {
    const { tokenFile, locationName } = fake.location(request.params.uId)
    const name = locationName.replaceAll(/[^A-Za-z0-9]+/g, '_')
    response.attachment(`sToken_for_${name}.vpptoken`).type('application/octet-stream').send(`${tokenFile}\n`)
  })
  router.get('/locations/:uId/assets', (request, response) => {
    const assets = fake.assetsOf(request.params.uId)
    response.json(matching(assets, request).map((asset) => ({ ...asset, name: fake.catalogItem(asset.adamId)?.name })))
  })
  router.get('/locations/:uId/assignments', (request, response) => {
    response.json(matching(fake.associationsOf(request.params.uId), request))
  })
  router.post('/locations/:uId/purchase', async (request, response) => {
    const { count: bought, ...key } = await read(bodies.purchase, request, response)
    response.json(fake.purchase(request.params.uId, key, bought))
  })
  router.post('/locations/:uId/transfer', async (request, response) => {
    const { count: moved, toUId, ...key } = await read(bodies.transfer, request, response)
    fake.transfer(request.params.uId, toUId, key, moved)
    response.status(204).end()
  })
  router.post('/locations/:uId/tokens', async (request, response) => {
    const { expiresAt } = await read(bodies.token, request, response)
    const tokenFile = fake.addToken(request.params.uId, expiresAt ? { expiresAt } : {})
    response.status(201).json({ uId: request.params.uId, tokenFile })
  })
  router.post('/locations/:uId/mdm-info', async (request, response) => {
    fake.setMdmInfo(request.params.uId, (await read(bodies.mdmInfo, request, response)).mdmInfo ?? undefined)
    response.json(fake.location(request.params.uId))
  })
  router.post('/locations/:uId/country', async (request, response) => {
    fake.setCountry(request.params.uId, (await read(bodies.country, request, response)).countryISO2ACode)
    response.json(fake.location(request.params.uId))
  })

  router.get('/locations/:uId/fault', (request, response) => {
    response.json(faults.list(fake.location(request.params.uId).uId))
  })
  router.post('/locations/:uId/fault', async (request, response) => {
    const fault = await read(faultRequest, request, response)
    const { uId } = fake.location(request.params.uId)
    if (fault.kind === 'eventDelay') fake.delayEvents(uId, { delayMs: fault.delayMs, times: fault.times })
    else faults.add(uId, fault)
    response.status(201).json(fault)
  })
  router.delete('/locations/:uId/fault', (request, response) => {
    faults.clear(fake.location(request.params.uId).uId)
    response.status(204).end()
  })

  router.post('/tokens/state', async (request, response) => {
    const { tokenFile, uId, state } = await read(bodies.tokenState, request, response)
    const files = uId === undefined ? [tokenFile ?? ''] : fake.location(uId).tokens.map((token) => token.tokenFile)
    for (const file of files) fake.setTokenState(file, state)
    response.json({ state, tokens: files.length })
  })

  router.get('/requests', (request, response) => {
    const limit = Number(paramsOf(request).get('limit') ?? 100)
    response.json(log.latest(Number.isInteger(limit) && limit > 0 ? limit : 100))
  })
  router.post('/reset', async (request, response) => {
    const { seed } = await read(bodies.reset, request, response)
    faults.clear()
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

function problem(code: string, message: string, details?: unknown) {
  return { error: { code, message, ...(details === undefined ? {} : { details }) } }
}

/** Those whose members equal the parameters of the request. */
function matching<T extends object>(items: T[], request: Request): T[] {
  const wanted = [...paramsOf(request)]
  return items.filter((item) =>
    wanted.every(([name, value]) => String(Object.entries(item).find(([key]) => key === name)?.[1]) === value),
  )
}
