import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeApple, demoSeed, type FakeAppleOptions } from '@pomona/apple-vpp/fake'
import { createMockApple } from '../create-mock-apple.ts'
import { deliver } from '../deliver.ts'

/** Starts a mock Apple on a free port. Its clock stands still unless it is moved, and notifications leave when `fake.work()` is called. */
export async function startMock({ trustProxy = false, ...options }: FakeAppleOptions & { trustProxy?: boolean } = {}) {
  const clock = { now: Date.now() }
  const fake = createFakeApple({ now: () => new Date(clock.now), deliver, allowHttpNotifications: true, ...options })
  const failures: unknown[] = []
  const server = createServer(createMockApple(fake, { trustProxy, onFailure: (error) => failures.push(error) }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    fake,
    clock,
    origin,
    failures,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export { demoSeed }

export type Answer = { status: number; headers: Headers; text: string; json: Record<string, unknown> }

/** Asks and reads the answer, whatever it is. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  }
}

/** Asks with a Host header of its own, which `fetch` does not let through. */
export async function askAs(url: string, headers: Record<string, string>): Promise<string> {
  const request = httpRequest(url, { headers })
  request.end()
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>]
  let text = ''
  for await (const chunk of response) text += chunk.toString()
  return text
}
