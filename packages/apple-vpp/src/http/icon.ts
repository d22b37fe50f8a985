import { request } from 'undici'
import { explainHttpStatus, toAppleError } from '../apple-errors.ts'
import type { Icon } from '../vpp-client.ts'
import type { CallDeps } from './calls.ts'

const maxBytes = 1_000_000

/** Fetches a picture; absent when the address has none of the kinds that are served on. The first bytes decide, not what the server says. */
export async function fetchIcon(deps: CallDeps, address: string): Promise<Icon | undefined> {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  const got = await getBytes(deps, url)
  if (typeof got === 'number') {
    if (got >= 500 || got === 429) throw toAppleError(explainHttpStatus(got))
    return undefined
  }
  const contentType = got && kindOf(got)
  return contentType && { bytes: got, contentType }
}

/** The bytes; the status when there are none; nothing when there are too many. */
async function getBytes(deps: CallDeps, url: URL): Promise<Uint8Array | number | undefined> {
  const abort = new AbortController()
  const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(deps.timeoutMs)])
  try {
    const { statusCode, body } = await request(url, { dispatcher: deps.dispatcher, signal })
    if (statusCode !== 200) {
      await body.dump()
      return statusCode
    }
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue
      size += chunk.length
      if (size > maxBytes) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    throw toAppleError(explainHttpStatus(503), { cause: error })
  } finally {
    abort.abort()
  }
}

/** Goes by the first bytes of the file. */
export function kindOf(bytes: Uint8Array): Icon['contentType'] | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 12)).toString('latin1')
  if (head.startsWith('\u0089PNG\r\n\u001A\n')) return 'image/png'
  if (head.startsWith('\u00FF\u00D8\u00FF')) return 'image/jpeg'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  return undefined
}
