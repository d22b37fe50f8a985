import type { Deliver } from '@pomona/apple-vpp/fake'

/** Whoever has not answered by then is not reached. */
const timeoutMs = 10_000

/** Posts a notification as Apple does. Certificates are checked; a private authority is trusted through NODE_EXTRA_CA_CERTS. */
export const deliver: Deliver = async ({ url, authToken, body }) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${authToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // A redirection is no delivery.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return { status: response.status }
  } catch (error) {
    return { problem: describe(error) }
  }
}

/** `fetch` says only that it failed; the reason is its cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message
}
