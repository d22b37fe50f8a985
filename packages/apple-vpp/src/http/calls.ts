import type { Secret } from '@pomona/domain'
import type { z } from 'zod'
import { AppleError } from '../apple-error.ts'
import { unreadable } from '../from-wire.ts'
import { delayAfter, type Patience } from './back-off.ts'
import { exchange, outcomeUnknown, type ExchangeDeps, type ExchangeRequest } from './exchange.ts'
import { noteRefusal, type CallBudget } from './request-budget.ts'

export type CallDeps = ExchangeDeps & {
  patience: Patience
  random: () => number
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  budget: CallBudget | undefined
}

export type ReadCall<S extends z.ZodType> = {
  url: URL
  schema: S
  headers?: Record<string, string>
  about?: string | undefined
  signal?: AbortSignal | undefined
  patience?: Patience
}

export type ReadAnswer<S extends z.ZodType> = { answer: z.output<S>; askedAt: Date }

const passing = new Set(['apple_busy', 'apple_unavailable', 'apple_answer_unreadable'])

/** Reads, and reads again after a pause while the failure is one that passes. */
export async function read<S extends z.ZodType>(deps: CallDeps, call: ReadCall<S>): Promise<ReadAnswer<S>> {
  const patience = call.patience ?? deps.patience
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { url, about, signal, headers = {} } = call
      if (about !== undefined) await deps.budget?.take(about, signal)
      const askedAt = deps.now()
      const json = await send(deps, { method: 'GET', url, headers, attempt, about, signal })
      return { answer: parse(call.schema, json), askedAt }
    } catch (error) {
      if (!(error instanceof AppleError) || !passing.has(error.code) || call.signal?.aborted === true) throw error
      const delayMs = delayAfter(attempt, { patience, retryAfterMs: error.retryAfterMs, random: deps.random })
      if (delayMs === undefined) throw error
      await deps.sleep(delayMs, call.signal)
    }
  }
}

/** Writes once. Whether a failed write was carried out is said by the error's code. */
export async function write<S extends z.ZodType>(
  deps: CallDeps,
  call: {
    url: URL
    headers: Record<string, string>
    about?: string | undefined
    body: unknown
    schema: S
  },
): Promise<z.output<S>> {
  const { url, about } = call
  if (about !== undefined) await deps.budget?.take(about)
  const headers = { ...call.headers, 'content-type': 'application/json' }
  const json = await send(deps, { method: 'POST', url, headers, body: JSON.stringify(call.body), about, attempt: 1 })
  try {
    return parse(call.schema, json)
  } catch (error) {
    throw outcomeUnknown(error)
  }
}

async function send(deps: CallDeps, request: ExchangeRequest): Promise<unknown> {
  try {
    return await exchange(deps, request)
  } catch (error) {
    await noteRefusal(deps.budget, request.about, error)
    throw error
  }
}

function parse<S extends z.ZodType>(schema: S, json: unknown): z.output<S> {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw unreadable(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

/** The header that opens a location. The token's text leaves its wrapper here alone. */
export function bearer(contentToken: Secret): Record<string, string> {
  return { authorization: `Bearer ${headerText(contentToken)}` }
}

export function storeCookie(contentToken: Secret): Record<string, string> {
  return { cookie: `itvt=${headerText(contentToken)}` }
}

/** A line break cannot go into a header, and base64 means the same without it. */
function headerText(contentToken: Secret): string {
  const text = contentToken.reveal().replace(/\s+/g, '')
  if (/^[A-Za-z0-9+/=_-]+$/.test(text)) return text
  throw new AppleError(
    'token_invalid',
    'The token holds characters that no token has. Download a new token from Apple and renew the token with it.',
    { retry: 'never' },
  )
}
