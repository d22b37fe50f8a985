/** One request to Apple's endpoints and how it was answered. No header is kept, so no token. */
export type LoggedRequest = {
  at: string
  method: string
  /** Below `/mdm/v2`, or the whole path of the store's addresses. */
  path: string
  query: Record<string, string>
  uId: string | undefined
  body: unknown
  /** Absent when the connection was cut on purpose. */
  status: number | undefined
  errorNumber: number | undefined
  durationMs: number
}

export type RequestLog = {
  add(entry: LoggedRequest): void
  /** Latest first. */
  latest(limit: number): LoggedRequest[]
  clear(): void
}

const entriesMax = 1000
/** A body larger than this is told by its size alone. */
const bodyMax = 10_000

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = []
  return {
    add(entry) {
      entries.push({ ...entry, body: redact(entry.body) })
      // Dropping the older half now and then is cheaper than shifting at every request.
      if (entries.length > entriesMax * 2) entries = entries.slice(-entriesMax)
    },
    latest: (limit) => entries.slice(-Math.min(limit, entriesMax)).toReversed(),
    clear() {
      entries = []
    },
  }
}

const secretMembers = new Set(['notificationAuthToken', 'sToken', 'token'])

function redact(body: unknown): unknown {
  const text = JSON.stringify(body, (name, value: unknown) => (secretMembers.has(name) ? '[secret]' : value))
  if (text === undefined) return undefined
  return text.length > bodyMax ? `[${text.length} characters]` : (JSON.parse(text) as unknown)
}
