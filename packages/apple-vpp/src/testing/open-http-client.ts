import { Secret } from '@pomona/domain'
import { onTestFinished, vi } from 'vitest'
import { createHttpVppClient, type HttpVppClientOptions } from '../http-vpp-client.ts'
import type { Page } from '../vpp-client.ts'
import { startScriptedServer, type Script } from './scripted-server.ts'

export const tokenText = 'eyJ0b2tlbiI6InZlcnktc2VjcmV0In0='
export const credential = { contentToken: new Secret(tokenText) }
export const common = { uId: '9000000000000001' }

/** A client in front of a scripted server, for one test. It does not wait between tries; `sleep` tells how long it would have. */
export async function openHttpClient(scripts: Record<string, Script>, options: Partial<HttpVppClientOptions> = {}) {
  const server = await startScriptedServer(scripts)
  const sleep = vi.fn<(ms: number, signal?: AbortSignal) => Promise<void>>(async () => undefined)
  const client = createHttpVppClient({
    baseUrl: server.origin,
    sleep,
    random: () => 0,
    timeoutMs: 5000,
    ...options,
  })
  onTestFinished(async () => {
    await Promise.all([client.close(), server.close()])
  })
  return { server, client, sleep }
}

/** One page of associations as Apple writes it. */
export function associationsPage(index: number, totalPages: number, change: Record<string, unknown> = {}) {
  return {
    ...common,
    assignments: [{ adamId: '1', pricingParam: 'STDQ', serialNumber: `SN${index}` }],
    currentPageIndex: index,
    ...(index < totalPages - 1 ? { nextPageIndex: index + 1 } : {}),
    size: 1,
    totalPages,
    versionId: 'version-1',
    ...change,
  }
}

export async function collect<T>(pages: AsyncIterable<Page<T>>): Promise<Page<T>[]> {
  const all: Page<T>[] = []
  for await (const page of pages) all.push(page)
  return all
}
