import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FakeSettings, Fault, LocationSeed, LocationView } from '@pomona/apple-vpp/fake'

const program = fileURLToPath(new URL('../../../../apps/mock-apple/src/main.ts', import.meta.url))

/** A mock Apple as a program of its own: what HTTP adds to Apple can go wrong as well. Its clock is the one on the wall. */
export async function startMockProcess(variables: Record<string, string> = {}) {
  const child = fork(program, {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      MOCK_APPLE_PORT: '0',
      MOCK_APPLE_STATE: '',
      MOCK_APPLE_PAGE_SIZE: '5',
      MOCK_APPLE_EVENT_DELAY_MS: '10',
      MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: '1',
      ...variables,
    },
  })
  const ended = once(child, 'exit')
  const [line] = (await Promise.race([once(child.stdout ?? child, 'data'), ended.then(() => [''])])) as [unknown]
  const origin = /https?:\/\/\S+/.exec(String(line))?.[0]
  if (origin === undefined) throw new Error(`The mock Apple did not start: ${String(line)}`)

  const ask = async <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> => {
    const answer = await fetch(`${origin}/_mock${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} /_mock${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  return {
    origin,
    /** Behind the counter, below `/_mock`. */
    ask,
    addLocation: async (seed: LocationSeed) => ask<LocationView>('/locations', seed),
    fault: async (uId: string, fault: Fault) => ask(`/locations/${uId}/fault`, fault),
    clearFaults: async (uId: string) => ask(`/locations/${uId}/fault`, undefined, 'DELETE'),
    setLimits: async (limits: Record<string, number | null>) => ask('/limits', limits, 'PATCH'),
    setSettings: async (settings: Partial<FakeSettings>) => ask('/settings', settings, 'PATCH'),
    async close() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

export type MockProcess = Awaited<ReturnType<typeof startMockProcess>>
