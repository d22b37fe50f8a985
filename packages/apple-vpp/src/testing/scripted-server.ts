import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the script: a body with its status, or what goes wrong instead. */
export type ScriptedAnswer = {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
  bytes?: Uint8Array
  /** The connection is cut: before any answer, or in the middle of the body. */
  cut?: 'before' | 'midBody'
  /** The answer never comes. */
  hang?: boolean
}

export type ScriptedRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

/** What answers a path: answers in turn, the last one again and again; or a function of the request. */
export type Script = ScriptedAnswer[] | ((request: ScriptedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>)

/** A server that answers by script, for what no well-behaved Apple would do. Paths are those below `/mdm/v2`. */
export async function startScriptedServer(scripts: Record<string, Script> = {}) {
  const requests: ScriptedRequest[] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const path = url.pathname.replace('/mdm/v2', '')
    const seen = { method: request.method ?? '', path, query: url.searchParams, headers: request.headers, body }
    requests.push(seen)
    const script = scripts[path] ?? (path === '/service/config' ? [{ json: serviceConfig(origin) }] : [{ status: 404 }])
    const next = Array.isArray(script) ? (script.length > 1 ? script.shift() : script[0]) : await script(seen)
    play(next ?? { status: 404 }, response)
  }

  return {
    origin,
    requests,
    requestsTo: (path: string) => requests.filter((request) => request.path === path),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function play(next: ScriptedAnswer, response: ServerResponse): void {
  if (next.hang === true) return
  if (next.cut === 'before') {
    response.destroy()
    return
  }
  const body = Buffer.from(next.bytes ?? Buffer.from(next.text ?? JSON.stringify(next.json ?? {})))
  response.writeHead(next.status ?? 200, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...next.headers,
  })
  if (next.cut === 'midBody') {
    response.write(body.subarray(0, body.length / 2), () => response.destroy())
    return
  }
  response.end(body)
}

/** The addresses and limits of a scripted server. */
export function serviceConfig(origin: string, limits: Record<string, number> = {}) {
  const base = `${origin}/mdm/v2`
  return {
    errorCodes: [],
    limits: { maxAssets: 25, maxClientUserIds: 1000, maxSerialNumbers: 1000, ...limits },
    notificationTypes: [],
    urls: {
      clientConfig: `${base}/client/config`,
      getAssets: `${base}/assets`,
      associateAssets: `${base}/assets/associate`,
      disassociateAssets: `${base}/assets/disassociate`,
      getAssignments: `${base}/assignments`,
      getUsers: `${base}/users`,
      eventStatus: `${base}/status`,
      contentMetadataLookup: `${base}/lookup`,
    },
  }
}
