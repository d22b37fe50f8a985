import { request, type Dispatcher } from 'undici'
import { AppleError } from '../apple-error.ts'
import { explainAppleError, explainHttpStatus, toAppleError } from '../apple-errors.ts'
import { toConcerned, unreadable } from '../from-wire.ts'
import { wireErrorResponse } from '../wire/errors.ts'
import { parseRetryAfter } from './retry-after.ts'
import { isNeverSent } from './transport-failure.ts'

/** One request and its answer, for the conversation log. It holds no header and no body, so no secret. */
export type ConversationEntry = {
  at: Date
  /** Our id of the token that was used; absent for what needs none, and while a token is only looked at. */
  about: string | undefined
  method: 'GET' | 'POST'
  host: string
  /** With its query. */
  path: string
  /** Which try of the same call this was, counted from one. */
  attempt: number
  /** Absent when no answer came. */
  status: number | undefined
  errorNumber: number | undefined
  durationMs: number
}

export type ExchangeRequest = {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  attempt: number
  about?: string | undefined
  signal?: AbortSignal | undefined
}

export type ExchangeDeps = {
  dispatcher: Dispatcher
  now: () => Date
  timeoutMs: number
  onConversation: ((entry: ConversationEntry) => void) | undefined
}

/** A request went out, and nobody can say what became of it. */
export function outcomeUnknown(cause: unknown): AppleError {
  return new AppleError(
    'apple_outcome_unknown',
    'Apple’s answer was lost, so it is not known whether the request was carried out. Apple’s list of associations is read to find out.',
    { retry: 'afterRefresh', cause },
  )
}

function unreachable(cause: unknown): AppleError {
  return new AppleError(
    'apple_unavailable',
    'Apple’s service could not be reached. Check this server’s connection to the internet, its proxy and its firewall. It is tried again by itself.',
    { retry: 'later', cause },
  )
}

/** Sends one request and gives back the JSON of a success. Whatever else happens is thrown as an `AppleError`. */
export async function exchange(deps: ExchangeDeps, sent: ExchangeRequest): Promise<unknown> {
  const at = deps.now()
  const started = performance.now()
  let status: number | undefined
  let errorNumber: number | undefined
  try {
    const answer = await receive(deps, sent)
    status = answer.status
    const refusal = wireErrorResponse.safeParse(answer.json)
    // Apple's errors also come under HTTP 200: the body decides, whatever the status.
    if (refusal.success && refusal.data.errorNumber !== 0) {
      errorNumber = refusal.data.errorNumber
      const { retryAfterMs } = answer
      const concerns = toConcerned(refusal.data.errorInfo)
      throw toAppleError(explainAppleError(errorNumber, status), { retryAfterMs, concerns })
    }
    if (status === 200 && answer.json !== undefined) return answer.json
    throw withoutReason(sent.method, status, answer.retryAfterMs)
  } finally {
    deps.onConversation?.({
      at,
      about: sent.about,
      method: sent.method,
      host: sent.url.host,
      path: sent.url.pathname + sent.url.search,
      attempt: sent.attempt,
      status,
      errorNumber,
      durationMs: Math.round(performance.now() - started),
    })
  }
}

type Answer = { status: number; retryAfterMs: number | undefined; json: unknown }

async function receive(deps: ExchangeDeps, sent: ExchangeRequest): Promise<Answer> {
  const timeout = AbortSignal.timeout(deps.timeoutMs)
  try {
    const { statusCode, headers, body } = await request(sent.url, {
      method: sent.method,
      headers: { accept: 'application/json', ...sent.headers },
      body: sent.body ?? null,
      dispatcher: deps.dispatcher,
      signal: sent.signal ? AbortSignal.any([timeout, sent.signal]) : timeout,
    })
    const retryAfter = headers['retry-after']
    return {
      status: statusCode,
      retryAfterMs: parseRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, deps.now()),
      json: parseJson(await body.text()),
    }
  } catch (error) {
    // For a read the difference does not matter; a write that may have arrived must not be sent again.
    throw sent.method === 'GET' || isNeverSent(error) ? unreachable(error) : outcomeUnknown(error)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An answer with neither what was asked for nor one of Apple's numbers: a gateway's page, a cut off body. */
function withoutReason(method: 'GET' | 'POST', status: number, retryAfterMs: number | undefined): AppleError {
  const cause = new Error(`HTTP status ${status} without a body that could be read`)
  // 429 and 503 are said before the work begins; any other failure on the way leaves a write's outcome open.
  const isRefusedUndone = status === 429 || status === 503 || (status >= 300 && status < 500)
  if (method === 'POST' && !isRefusedUndone) return outcomeUnknown(cause)
  if (status >= 300) return toAppleError(explainHttpStatus(status), { retryAfterMs, cause })
  return unreadable(cause.message)
}
