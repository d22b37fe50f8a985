import { errorBody } from '@pomona/contracts'
import type { ErrorBody } from '@pomona/contracts'

type ServerCode = ErrorBody['error']['code']

/** `network`: no answer came. `unreadable`: an answer came that is not by the contract. */
export type ApiErrorCode = ServerCode | 'network' | 'unreadable'

type Facts = {
  code: ApiErrorCode
  message: string
  status?: number
  requestId?: string | null
  details?: readonly { path: string; message: string }[]
  retryAfterSeconds?: number | null
  cause?: unknown
}

/** A refusal of the server, or the lack of an answer, in words for the person at the screen. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly requestId: string | null
  readonly details: readonly { path: string; message: string }[]
  readonly retryAfterSeconds: number | null

  constructor(facts: Facts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'ApiError'
    this.code = facts.code
    this.status = facts.status ?? 0
    this.requestId = facts.requestId ?? null
    this.details = facts.details ?? []
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null
  }
}

export function isApiError(error: unknown, code?: ApiErrorCode): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

/** What to tell a person about anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong on this page. Load it again.'
}

/** The server's complaint about one field of the body, if it has one. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!isApiError(error)) return undefined
  return error.details.find(({ path }) => path === field || path === `body.${field}`)?.message
}

export async function readError(response: Response): Promise<ApiError> {
  const requestId = response.headers.get('x-request-id')
  const parsed = errorBody.safeParse(await response.json().catch(() => null))
  if (!parsed.success) {
    return new ApiError({
      code: 'unreadable',
      status: response.status,
      message: 'The server is not answering as it should. It may be restarting; try again in a moment.',
      requestId,
    })
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ApiError({
    ...parsed.data.error,
    details: parsed.data.error.details ?? [],
    status: response.status,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : null,
  })
}
