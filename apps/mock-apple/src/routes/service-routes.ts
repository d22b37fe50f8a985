import { AppleRefusal, type FakeApple } from '@pomona/apple-vpp/fake'
import { Router, type Request, type Response } from 'express'
import { answer } from '../answer.ts'
import { jsonReader } from '../read-json.ts'
import { toReply, type Reply } from '../reply.ts'
import type { RequestLog } from '../request-log.ts'
import { originOf, paramsOf } from './request-parts.ts'

type Ask = { token: string | undefined; params: URLSearchParams; body: unknown; origin: string }
type Operation = (ask: Ask) => unknown
/** What a path offers by method. `open` needs no token. */
type Endpoint = { GET?: Operation; POST?: Operation; open?: true }

const readJson = jsonReader('4mb')

/** Apple's App and Book Management API, version 2, as strict as Apple about requests. */
export function serviceRoutes(deps: { fake: FakeApple; log: RequestLog }): Router {
  const { fake } = deps
  const { service } = fake
  const endpoints: Record<string, Endpoint> = {
    '/service/config': { open: true, GET: ({ origin }) => service.getServiceConfig(origin) },
    '/client/config': {
      GET: ({ token }) => service.getClientConfig(token),
      POST: async ({ token, body }) => service.setClientConfig(token, body),
    },
    '/assets': { GET: ({ token, params }) => service.getAssets(token, params) },
    '/assets/associate': { POST: ({ token, body }) => service.associate(token, body) },
    '/assets/disassociate': { POST: ({ token, body }) => service.disassociate(token, body) },
    '/assets/revoke': { POST: ({ token, body }) => service.revoke(token, body) },
    '/assignments': { GET: ({ token, params }) => service.getAssignments(token, params) },
    '/users': { GET: ({ token, params }) => service.getUsers(token, params) },
    '/users/create': { POST: ({ token, body }) => service.createUsers(token, body) },
    '/users/update': { POST: ({ token, body }) => service.updateUsers(token, body) },
    '/users/retire': { POST: ({ token, body }) => service.retireUsers(token, body) },
    '/status': { GET: ({ token, params }) => service.getStatus(token, params) },
  }
  const router = Router()
  for (const [path, endpoint] of Object.entries(endpoints)) {
    router.all(path, async (request, response) => {
      const target = { uId: locationOf(fake, request), path, method: request.method }
      const perform = async () => performEndpoint(fake, endpoint, request, response)
      await answer(deps, { request, response, target, perform })
    })
  }
  router.use((request, response) => {
    const body = { errorNumber: 9602, errorMessage: `There is no ${request.path} here.` }
    response.status(404).json(body)
  })
  return router
}

/** The order of the checks is Apple's: method, token, content type, JSON, then what the body says. */
async function performEndpoint(
  fake: FakeApple,
  endpoint: Endpoint,
  request: Request,
  response: Response,
): Promise<Reply> {
  try {
    const method = request.method === 'GET' || request.method === 'POST' ? request.method : undefined
    const operation = method && endpoint[method]
    if (!operation) throw new AppleRefusal(9726)
    const token = endpoint.open ? undefined : tokenOf(request)
    if (!endpoint.open) fake.service.authorize(token, method === 'POST' ? 'write' : 'read')
    if (method === 'POST' && !request.is('application/json')) throw new AppleRefusal(9727)
    const body = method === 'POST' ? await readJson(request, response) : undefined
    const ask = { token, params: paramsOf(request), body, origin: originOf(request) }
    return { status: 200, body: await operation(ask) }
  } catch (error) {
    return toReply(
      error,
      Object.keys(endpoint).filter((name) => name !== 'open'),
    )
  }
}

/** The location that the request is about, whatever is wrong with its token. */
function locationOf(fake: FakeApple, request: Request): string | undefined {
  const presented = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return presented === undefined ? undefined : fake.findLocation(presented)
}

function tokenOf(request: Request): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = /^Bearer (\S+)$/i.exec(header)?.[1]
  if (token === undefined) throw new AppleRefusal(9722)
  return token
}
