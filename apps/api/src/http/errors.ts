import { AppError, type ErrorCode, type ErrorDetail } from '@pomona/domain'
import type { ErrorBody } from '@pomona/contracts'
import type { ErrorRequestHandler, RequestHandler } from 'express'

/** The one place where our codes become HTTP's numbers; it fails to compile when a code has none. */
export const errorStatus: Record<ErrorCode, number> = {
  invalid_input: 400,
  invalid_token_file: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  plan_changed: 409,
  token_exists: 409,
  token_limit_reached: 409,
  token_claimed_elsewhere: 409,
  token_read_only: 409,
  token_assigned_to_external_mdm: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  token_expired: 422,
  token_revoked: 422,
  token_invalid: 422,
  apple_rejected: 422,
  precondition_required: 428,
  too_many_requests: 429,
  apple_answer_unreadable: 502,
  apple_outcome_unknown: 502,
  apple_changed_mid_walk: 503,
  apple_busy: 503,
  apple_unavailable: 503,
  not_ready: 503,
}

/** A refusal that also tells the client when to come back. */
export class RetryLaterError extends AppError {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super('too_many_requests', message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The body of every answer that is not a success. */
export function presentError(
  code: ErrorBody['error']['code'],
  message: string,
  requestId: string,
  details: readonly ErrorDetail[] = [],
): ErrorBody {
  return { error: { code, message, ...(details.length > 0 ? { details: [...details] } : {}), requestId } }
}

/** Answers every error of every route. What is not an `AppError`, or the client's own fault, is a bug: logged, and told without detail. */
export const answerError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const known = error instanceof AppError ? error : translate(error)
  const requestId = String(response.getHeader('x-request-id'))
  if (response.headersSent) return next(error)
  if (known === undefined) {
    request.log.error({ err: error }, 'a bug, or something outside failed')
    response.status(500).json(presentError('internal', `Something went wrong here. Quote ${requestId}.`, requestId))
    return
  }
  const status = errorStatus[known.code]
  if (status >= 500) request.log.error({ err: error }, known.message)
  else if (known.cause !== undefined) request.log.warn({ err: error }, known.message)
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  if (known instanceof RetryLaterError) response.set('Retry-After', String(known.retryAfterSeconds))
  response.locals['errorCode'] = known.code
  response.status(status).json(presentError(known.code, known.message, requestId, known.details))
}

/** Answers what no route has taken. */
export const answerNotFound: RequestHandler = (request) => {
  throw new AppError('not_found', `There is nothing at ${request.path}. Look at /api/docs for what there is.`)
}

/** Answers a known path asked with a method that it does not have. */
export function answerMethodNotAllowed(methods: readonly string[]): RequestHandler {
  const allow = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ')
  return (request, response) => {
    response.set('Allow', allow)
    if (request.method === 'OPTIONS') response.status(204).end()
    else throw new AppError('method_not_allowed', `${request.method} is not possible here. Possible: ${allow}.`)
  }
}

/** What the body parser and the router throw for a request that is not HTTP or JSON as it should be. */
function translate(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined
  const { status, type } = error as Error & { status?: unknown; type?: unknown }
  if (status === 413) return new AppError('payload_too_large', 'The body is larger than this route takes.')
  if (status === 415) {
    return new AppError('unsupported_media_type', 'Send the body as plain UTF-8 JSON, not compressed.')
  }
  if (status === 404) return new AppError('not_found', 'There is no such file.')
  if (type === 'entity.parse.failed') return new AppError('invalid_input', 'The body is not valid JSON.')
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('invalid_input', 'The request could not be read.')
  }
  if (hasCode(error, unreachableCodes)) {
    return new AppError('not_ready', 'The database cannot be reached. Try again in a moment.', { cause: error })
  }
  return hasCode(error, rivalCodes)
    ? new AppError('conflict', 'Somebody else was changing the same at that moment. Load it again and repeat.', {
        cause: error,
      })
    : undefined
}

const unreachableCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'P1001', 'P1002', 'P1008', 'P1017', '57P01', '57P03'])
/** Two changes at once: a key or a parent that was there a moment ago, a deadlock. */
const rivalCodes = new Set(['P2002', 'P2003', 'P2025', 'P2034', '23503', '23505', '40001', '40P01'])

function hasCode(error: Error, codes: ReadonlySet<string>): boolean {
  const { code, cause } = error as Error & { code?: unknown }
  return codes.has(String(code)) || (cause instanceof Error && hasCode(cause, codes))
}
