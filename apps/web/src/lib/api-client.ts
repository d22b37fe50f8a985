import { refreshSession } from '@pomona/contracts'
import type { Endpoint } from '@pomona/contracts'
import type { z } from 'zod'
import { ApiError, readError } from './api-error.ts'

export type CallInput<E extends Endpoint> = {
  params?: z.input<E['params']>
  query?: z.input<E['query']>
  body?: z.input<E['body']>
  ifMatch?: string
  signal?: AbortSignal
}

export type Answer<E extends Endpoint> = z.output<E['response']>

/** Calls one route of the API and gives back its answer, read by the contract. */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Answer<E>> {
  return (await callWithEtag(endpoint, input)).data
}

/** As `call`, with the ETag that guards the next change. */
export async function callWithEtag<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E> = {},
): Promise<{ data: Answer<E>; etag: string | null }> {
  let response = await send(endpoint, input)
  if (response.status === 401 && endpoint.access !== 'public' && (await renewSession())) {
    response = await send(endpoint, input)
  }
  if (!response.ok) throw await readError(response)
  const json: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined)
  const parsed = endpoint.response.safeParse(json)
  if (!parsed.success) {
    throw new ApiError({
      code: 'unreadable',
      status: response.status,
      message: 'The server’s answer could not be read. Load the page again; the console may have been updated.',
      requestId: response.headers.get('x-request-id'),
      cause: parsed.error,
    })
  }
  return { data: parsed.data as Answer<E>, etag: response.headers.get('etag') }
}

export function pathOf(endpoint: Endpoint, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}))
  return endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')))
}

function queryOf(query: unknown): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))
  return search.size > 0 ? `?${search}` : ''
}

async function send<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  if (input.body !== undefined) headers.set('content-type', 'application/json')
  if (input.ifMatch !== undefined) headers.set('if-match', input.ifMatch)
  try {
    return await fetch(pathOf(endpoint, input.params) + queryOf(input.query), {
      method: endpoint.method,
      headers,
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      ...(input.signal && { signal: input.signal }),
    })
  } catch (cause) {
    if (input.signal?.aborted) throw cause
    throw new ApiError({
      code: 'network',
      message: 'Pomona cannot be reached. Check your connection and try again.',
      cause,
    })
  }
}

let renewal: Promise<boolean> | null = null

// The refresh token changes at every use, so two renewals at once would look like theft: one at a time in this tab, and
// one tab at a time where the browser has locks.
function renewSession(): Promise<boolean> {
  const renew = async () => (await send(refreshSession, {})).ok
  const locks: LockManager | undefined = globalThis.navigator.locks
  renewal ??= (locks ? locks.request('pomona-session', renew) : renew()).finally(() => {
    renewal = null
  })
  return renewal
}
