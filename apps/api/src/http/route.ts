import { AppError } from '@pomona/domain'
import type { SignedIn } from '@pomona/db'
import type { Actor } from '@pomona/engine'
import type { Endpoint } from '@pomona/contracts'
import { json, type Request, type RequestHandler, type Response, type Router } from 'express'
import type { z } from 'zod'
import { authenticate, refuseLesserRole, type Authentication } from '../auth/authenticate.ts'
import { readIfMatch } from './if-match.ts'
import { readParts } from './validate.ts'

/** Where routes are put, and what all of them need. `served` lists every contract that has its route. */
export type Routing = { router: Router; authentication: Authentication; served: Endpoint[] }

/** What a handler gets: only what was checked. */
export type Call<E extends Endpoint> = {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  /** Who is signed in; a route that is public has nobody. */
  user: E['access'] extends 'public' ? undefined : SignedIn
  actor: Actor
  /** The version named in `If-Match`, of a route that needs it; 0 elsewhere. */
  expectedVersion: number
  request: Request
  response: Response
}

/** More than the longest assignment list; a group's members need more. */
const usualBodyLimit = 512 * 1024

/**
 * Puts a contract's route on the router: signs in, checks the role, reads params, query and body, calls the handler, checks
 * its answer against the contract and sends it.
 */
export function route<E extends Endpoint>(
  routing: Routing,
  contract: E,
  handler: (call: Call<E>) => Promise<z.input<E['response']>> | z.input<E['response']>,
  options: { bodyLimit?: number } = {},
): void {
  const { router, authentication, served } = routing
  const readBody = json({ limit: options.bodyLimit ?? usualBodyLimit, inflate: false, type: 'application/json' })

  const answer: RequestHandler = async (request, response) => {
    const user = response.locals['user'] as SignedIn | undefined
    const { params, query, body } = readParts(contract, {
      params: request.params,
      query: request.query,
      body: request.body ?? {},
    })
    const call = {
      params,
      query,
      body,
      user,
      actor: { accountId: user?.accountId ?? null, name: user?.displayName ?? 'Nobody' },
      expectedVersion: contract.needsIfMatch ? readIfMatch(request) : 0,
      request,
      response,
    }
    const result = contract.response.safeParse(await handler(call as Call<E>))
    if (!result.success)
      throw new Error(`${contract.method} ${contract.path} broke its contract: ${placesOf(result.error)}`)
    response.status(contract.status)
    if (contract.status === 204) response.end()
    else response.json(result.data)
  }

  const method = contract.method.toLowerCase() as Lowercase<Endpoint['method']>
  router[method](contract.path, admitRole(authentication, contract.access), refuseOtherContent, readBody, answer)
  served.push(contract)
}

/** Lets those through who have the role, and remembers who it was. */
export function admitRole(authentication: Authentication, access: Endpoint['access']): RequestHandler {
  return async (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    if (access !== 'public') {
      const user = await authenticate(request, authentication)
      response.locals['user'] = user
      response.locals['accountId'] = user.accountId
      refuseLesserRole(user.role, access)
    }
    next()
  }
}

const refuseOtherContent: RequestHandler = (request, _response, next) => {
  const hasBody = request.get('Transfer-Encoding') !== undefined || Number(request.get('Content-Length') ?? 0) > 0
  if (hasBody && request.is('application/json') === false) {
    throw new AppError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.')
  }
  next()
}

/** Where the answer was wrong, without the values: they may be secret. */
const placesOf = (error: z.ZodError) =>
  error.issues.map(({ path, code }) => `${path.map(String).join('.')} (${code})`).join(', ')
