import { setTimeout as pause } from 'node:timers/promises'
import { AppleRefusal, describeRefusal, type FakeApple } from '@pomona/apple-vpp/fake'
import { Router, type Request, type Response } from 'express'
import type { Fault, Faults } from '../faults.ts'
import { jsonReader, UnreadableBody } from '../read-json.ts'
import type { RequestLog } from '../request-log.ts'
import { originOf, paramsOf } from './request-parts.ts'

type Ask = { token: string | undefined; params: URLSearchParams; body: unknown; origin: string }
type Operation = (ask: Ask) => unknown
/** What a path offers by method. `open` needs no token. */
type Endpoint = { GET?: Operation; POST?: Operation; open?: true }

const readJson = jsonReader('4mb')

/** Apple's App and Book Management API, version 2, as strict as Apple about requests. */
export function serviceRoutes(deps: { fake: FakeApple; faults: Faults; log: RequestLog }): Router {
  const { service } = deps.fake
  const endpoints: Record<string, Endpoint> = {
    '/service/config': { open: true, GET: ({ origin }) => service.getServiceConfig(origin) },
    '/client/config': {
      GET: ({ token }) => service.getClientConfig(token),
      POST: ({ token, body }) => service.setClientConfig(token, body),
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
    router.all(path, async (request, response) => answer(deps, { path, endpoint }, request, response))
  }
  router.use((request, response) => {
    const body = { errorNumber: 9602, errorMessage: `There is no ${request.path} here.` }
    response.status(404).json(body)
  })
  return router
}

type Reply = { status: number; body: unknown; headers?: Record<string, string> }

async function answer(
  { fake, faults, log }: { fake: FakeApple; faults: Faults; log: RequestLog },
  { path, endpoint }: { path: string; endpoint: Endpoint },
  request: Request,
  response: Response,
): Promise<void> {
  const at = new Date()
  const params = paramsOf(request)
  const method = request.method
  const presented = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const uId = presented === undefined ? undefined : fake.findLocation(presented)
  const hits = faults.take(uId, { path, method })
  const hit = (kind: Fault['kind']) => hits.find((fault) => fault.kind === kind)
  let status: number | undefined
  let errorNumber: number | undefined

  const latency = hit('latency')
  if (latency) await pause(latency.delayMs, undefined, { ref: false })
  const broken = hit('status')
  if (!hit('resetBefore')) {
    const reply = broken ? replyOf(broken) : await perform(fake, endpoint, request, response)
    if (!hit('resetAfter')) {
      status = reply.status
      errorNumber = errorNumberOf(reply.body)
      response.status(reply.status).set(reply.headers ?? {})
      if (typeof reply.body === 'string') response.type('html').send(reply.body)
      else response.json(reply.body)
    }
  }
  if (status === undefined) response.destroy()
  log.add({
    at: at.toISOString(),
    method,
    path,
    query: Object.fromEntries(params),
    uId,
    body: request.body as unknown,
    status,
    errorNumber,
    durationMs: Date.now() - at.getTime(),
  })
}

/** The order of the checks is Apple's: method, token, content type, JSON, then what the body says. */
async function perform(fake: FakeApple, endpoint: Endpoint, request: Request, response: Response): Promise<Reply> {
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
    return toReply(error, endpoint)
  }
}

function tokenOf(request: Request): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  const token = /^Bearer (\S+)$/i.exec(header)?.[1]
  if (token === undefined) throw new AppleRefusal(9722)
  return token
}

function toReply(error: unknown, endpoint: Endpoint): Reply {
  if (error instanceof AppleRefusal) {
    const allow = Object.keys(endpoint).filter((name) => name === 'GET' || name === 'POST')
    return {
      status: error.httpStatus,
      body: error.body,
      ...(error.errorNumber === 9726 && { headers: { allow: allow.join(', ') } }),
    }
  }
  if (error instanceof UnreadableBody) {
    return {
      status: error.httpStatus,
      body: { errorNumber: error.httpStatus === 415 ? 9727 : 9602, errorMessage: error.message },
    }
  }
  throw error
}

/** The answer of a fault: Apple's error when it has a number, else the page of some gateway. */
function replyOf({ status, errorNumber, retryAfter }: Fault): Reply {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
  if (errorNumber === undefined) return { status: status ?? 503, body: '<h1>Not now</h1>', headers }
  const { httpStatus, message } = describeRefusal(errorNumber)
  return { status: status ?? httpStatus, body: { errorNumber, errorMessage: message }, headers }
}

function errorNumberOf(body: unknown): number | undefined {
  const value = typeof body === 'object' && body !== null && 'errorNumber' in body ? body.errorNumber : undefined
  return typeof value === 'number' ? value : undefined
}
