import type { Endpoint, ErrorBody } from '@pomona/contracts'
import { vi } from 'vitest'
import type { z } from 'zod'

type Request<E extends Endpoint> = {
  params: Record<string, string>
  query: Record<string, string>
  body: z.output<E['body']>
  headers: Headers
}

type Refusal = {
  status: number
  code: ErrorBody['error']['code']
  message: string
  details?: { path: string; message: string }[]
  headers?: Record<string, string>
}

const refusals = new WeakSet<object>()

/** An answer that is not a success. */
export function refuse(refusal: Refusal): Refusal {
  refusals.add(refusal)
  return refusal
}

type Reply<E extends Endpoint> = z.input<E['response']> | Refusal
type Handler<E extends Endpoint> = (request: Request<E>) => Reply<E> | Promise<Reply<E>>
type Route = {
  endpoint: Endpoint
  pattern: RegExp
  names: string[]
  reply: (request: Request<Endpoint>) => unknown
  etag: () => string | undefined
}

function isHandler<E extends Endpoint>(reply: Reply<E> | Handler<E>): reply is Handler<E> {
  return typeof reply === 'function'
}

/**
 * A server by contract, at the network: what is sent is read with the contract's schemas and what is answered is
 * checked with them, so that a stub cannot promise what the real server may not say.
 */
export function stubApi() {
  const routes: Route[] = []
  const calls: { endpoint: Endpoint; request: Request<Endpoint> }[] = []

  const answer = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const method = init.method ?? 'GET'
    const route = routes.find(({ endpoint, pattern }) => endpoint.method === method && pattern.test(pathname))
    if (!route) throw new Error(`No stub for ${method} ${pathname}`)
    const { endpoint } = route
    const values = route.pattern.exec(pathname)?.slice(1) ?? []
    const request: Request<Endpoint> = {
      params: Object.fromEntries(route.names.map((name, index) => [name, values[index] ?? ''])),
      query: Object.fromEntries(searchParams),
      body: endpoint.body.parse(typeof init.body === 'string' ? JSON.parse(init.body) : {}),
      headers: new Headers(init.headers),
    }
    endpoint.query.parse(request.query)
    calls.push({ endpoint, request })
    const reply = await route.reply(request)
    if (typeof reply === 'object' && reply !== null && refusals.has(reply)) {
      const { status, headers, code, message, details } = reply as Refusal
      const body: ErrorBody = { error: { code, message, requestId: 'req-1', ...(details && { details }) } }
      return Response.json(body, { status, headers: { 'x-request-id': 'req-1', ...headers } })
    }
    const etag = route.etag()
    const headers = { ...(etag && { etag }) }
    const checked = endpoint.response.parse(reply)
    return endpoint.status === 204
      ? new Response(null, { status: 204, headers })
      : Response.json(checked, { status: endpoint.status, headers })
  }
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => answer(url, init))

  return {
    /** Answers a route from now on; the latest word on a route counts. */
    on<E extends Endpoint>(
      endpoint: E,
      reply: Reply<E> | Handler<E>,
      options: { etag?: string | (() => string) } = {},
    ) {
      const names = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
      const { etag } = options
      routes.unshift({
        endpoint,
        names,
        pattern: new RegExp(`^${endpoint.path.replace(/:\w+/g, '([^/]+)')}$`),
        reply: (request) => (isHandler(reply) ? reply(request) : reply),
        etag: () => (typeof etag === 'function' ? etag() : etag),
      })
    },
    /** What was asked of a route, in order. */
    callsOf<E extends Endpoint>(endpoint: E): Request<E>[] {
      return calls.filter((entry) => entry.endpoint === endpoint).map(({ request }) => request as Request<E>)
    },
  }
}
