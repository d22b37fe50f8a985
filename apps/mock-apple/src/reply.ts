import { AppleRefusal, describeRefusal, type Fault } from '@pomona/apple-vpp/fake'
import { UnreadableBody } from './read-json.ts'

/** An answer before it is sent: JSON, or the text of a page. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> }

/** Says why a request was refused; `allow` are the methods that its path takes. */
export function toReply(error: unknown, allow: string[]): Reply {
  if (error instanceof AppleRefusal) {
    const headers = error.errorNumber === 9726 ? { headers: { allow: allow.join(', ') } } : {}
    return { status: error.httpStatus, body: error.body, ...headers }
  }
  if (error instanceof UnreadableBody) {
    const errorNumber = error.httpStatus === 415 ? 9727 : 9602
    return { status: error.httpStatus, body: { errorNumber, errorMessage: error.message } }
  }
  throw error
}

/** The answer of a fault: Apple's error when it has a number, else the page of some gateway. */
export function replyOf({ status, errorNumber, retryAfter, retryAfterDateMs }: Fault, now: number): Reply {
  // A date has whole seconds: it must not lie before the time that was asked for.
  const date = retryAfterDateMs === undefined ? undefined : new Date(Math.ceil((now + retryAfterDateMs) / 1000) * 1000)
  const until = date?.toUTCString() ?? retryAfter
  const headers = until === undefined ? {} : { 'retry-after': until }
  if (errorNumber === undefined) return { status: status ?? 503, body: '<h1>Not now</h1>', headers }
  const { httpStatus, message } = describeRefusal(errorNumber)
  return { status: status ?? httpStatus, body: { errorNumber, errorMessage: message }, headers }
}

export function errorNumberOf(body: unknown): number | undefined {
  const value = typeof body === 'object' && body !== null && 'errorNumber' in body ? body.errorNumber : undefined
  return typeof value === 'number' ? value : undefined
}
