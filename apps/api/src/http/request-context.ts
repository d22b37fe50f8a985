import { randomUUID } from 'node:crypto'
import { AppError } from '@pomona/domain'
import type { RequestHandler } from 'express'
import { pinoHttp } from 'pino-http'
import type { Logger } from 'pino'

const acceptableId = /^[\w.:-]{1,100}$/

/**
 * Gives every request an id, taken over from `x-request-id` when a proxy gave one, and writes one line about it. Headers, bodies and
 * query strings are never logged: they hold passwords, tokens and names.
 */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId(request, response) {
      const given = request.headers['x-request-id']
      const id = typeof given === 'string' && acceptableId.test(given) ? given : randomUUID()
      response.setHeader('x-request-id', id)
      return id
    },
    quietReqLogger: true,
    serializers: {
      req: (request: { method: string; url: string; remoteAddress: string }) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
        address: request.remoteAddress,
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customProps: (_request, response) => {
      const { locals } = response as unknown as { locals?: Record<string, unknown> }
      return { accountId: locals?.['accountId'], errorCode: locals?.['errorCode'] }
    },
    customLogLevel(request, response, error) {
      if (error !== undefined || response.statusCode >= 500) return 'error'
      // The console's own files and the probes would drown everything else.
      return /^\/(api|hooks)\//.test(request.url ?? '') || response.statusCode >= 400 ? 'info' : 'debug'
    },
  })
}

/** Refuses an address whose percent signs do not decode, before any route stumbles over it. */
export const refuseUnreadableAddress: RequestHandler = (request, _response, next) => {
  try {
    decodeURIComponent(request.originalUrl)
  } catch {
    throw new AppError('invalid_input', 'The address holds a percent sign that does not decode to UTF-8.')
  }
  next()
}
