import { createHttpVppClient } from '@pomona/apple-vpp'
import { openTestDatabase } from '@pomona/db/testing'
import { openConversationLog, syncToken } from '@pomona/engine'
import { startMockProcess } from '@pomona/engine/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

/** Apple's own table of error numbers, with what each does to the token. */
const numbersAndStates: [errorNumber: number, state: string][] = [
  [9601, 'invalid'],
  [9602, 'valid'],
  [9603, 'valid'],
  [9609, 'valid'],
  [9621, 'expired'],
  [9622, 'invalid'],
  [9623, 'valid'],
  [9625, 'revoked'],
  [9634, 'valid'],
  [9635, 'valid'],
  [9637, 'readOnly'],
  [9641, 'valid'],
  [9644, 'valid'],
  [9646, 'valid'],
  [9647, 'invalid'],
  [9650, 'valid'],
  ...Array.from({ length: 30 }, (_, index): [number, string] => [9700 + index, index === 22 ? 'invalid' : 'valid']),
  [9805, 'valid'],
  ...Array.from({ length: 8 }, (_, index): [number, string] => [9811 + index, 'valid']),
]

/** After these a sync begins anew, and tells in the end that it did so in vain. */
const walksAnew = new Set([9650, 9812])

const [database, mock] = await Promise.all([openTestDatabase(), startMockProcess()])
const conversation = openConversationLog(database, { info: ignore, warn: ignore, error: ignore })
const vpp = createHttpVppClient({
  baseUrl: mock.origin,
  patience: { attempts: 1 },
  onConversation: (entry) => conversation.record(entry),
})
let app: StartedApp
let admin: string

beforeAll(async () => {
  app = await startApp(database, { deps: { vpp } })
  admin = await app.signInAs('admin')
})
afterAll(async () => {
  await app.close()
  await vpp.close()
  await conversation.close()
  await Promise.all([database.close(), mock.close()])
})

function ignore(): void {
  return undefined
}

type Token = { id: string; uId: string; state: string; stateReason: string | null }
type Run = { state: string; error: { code: string; message: string } | null }
type Exchange = { path: string; status: number | null; errorNumber: number | null; meaning: string | null; at: string }
type ListOf<T> = { value: T[]; totalCount: number }

const get = async <T>(path: string) => {
  const { status, body } = await app.call('GET', `/api/v1/tokens/${path}`, { as: admin })
  expect(status).toBe(200)
  return body as T
}
const readConversation = async (id: string, query: string) => get<ListOf<Exchange>>(`${id}/conversation?${query}`)

const tokenFiles: string[] = []
async function addToken(): Promise<Token> {
  const { tokenFile } = await mock.addLocation({
    locationName: 'Orchard',
    assets: [{ adamId: '1000000001', totalCount: 3 }],
  })
  tokenFiles.push(tokenFile)
  const json = { file: tokenFile, appleId: 'vpp@acme.example', automaticAppUpdates: true }
  const { status, body } = await app.call('POST', '/api/v1/tokens', { as: admin, json })
  expect(status).toBe(201)
  return body
}

async function sync(id: string): Promise<Run> {
  await app.call('POST', `/api/v1/tokens/${id}/sync`, { as: admin, json: {} })
  const { id: runId } = await database.prisma.syncRun.findFirstOrThrow({ where: { tokenId: id, endedAt: null } })
  await syncToken(app.deps, { tokenId: id, runId })
  const { value } = await get<ListOf<Run>>(`${id}/syncs?limit=1`)
  return value[0] as Run
}

/** What happened, and what to do: two sentences at least, without a number that means nothing to people. */
const words = expect.stringMatching(/^[A-Z][^.]+\. .*[A-Z].{10,}\.$/)

describe('every error number of Apple', () => {
  it.each(numbersAndStates)(
    '%i: a test, a sync, the token and the conversation say what it means',
    async (errorNumber, state) => {
      const { id, uId } = await addToken()
      expect(await sync(id)).toMatchObject({ state: 'succeeded' })

      await mock.fault(uId, { kind: 'status', errorNumber, path: '/client/config' })
      const test = await app.call('POST', `/api/v1/tokens/${id}/test`, { as: admin })
      expect(test).toMatchObject({ status: 200, body: { isWorking: false, message: words, token: { state } } })
      const { message } = test.body as { message: string }

      const token = await get<Token>(id)
      expect(token.state).toBe(state)
      expect(token.stateReason ?? 'none').toMatch(
        state === 'valid' ? /^none$/ : /Download a new one and choose Renew|Renew with/,
      )

      await mock.fault(uId, { kind: 'status', errorNumber, path: '/assignments', times: 9 })
      await mock.fault(uId, { kind: 'status', errorNumber, path: '/users', times: 9 })
      await mock.fault(uId, { kind: 'status', errorNumber, path: '/assets', times: 9 })
      const run = await sync(id)
      expect(run).toMatchObject({
        state: 'failed',
        error: {
          code: expect.stringMatching(/^(?:apple|token)_/),
          message: expect.stringContaining(walksAnew.has(errorNumber) ? 'so nothing was taken over' : message),
        },
      })
      await mock.clearFaults(uId)

      await expect
        .poll(async () => (await readConversation(id, `errorNumber=${errorNumber}`)).totalCount)
        .toBeGreaterThanOrEqual(2)
      const { value } = await readConversation(id, `errorNumber=${errorNumber}`)
      for (const exchange of value) expect(exchange).toMatchObject({ errorNumber, meaning: message })

      // Once Apple answers as usual, the token works again by itself; what may only read has to show that it may write.
      expect(await sync(id)).toMatchObject({ state: 'succeeded' })
      expect((await get<Token>(id)).state).toBe('valid')
    },
  )
})

describe('the conversation', () => {
  it('is found by words of the request, its kind, what came back, and when', async () => {
    const { id, uId } = await addToken()
    await mock.fault(uId, { kind: 'status', status: 502, path: '/assets' })
    await sync(id)
    await mock.fault(uId, { kind: 'status', errorNumber: 9602, path: '/client/config' })
    await sync(id)
    await mock.fault(uId, { kind: 'resetBefore', path: '/client/config' })
    await sync(id)
    await expect.poll(async () => (await readConversation(id, 'statusClass=noAnswer')).totalCount).toBe(1)
    const found = async (query: string) => {
      const { value, totalCount } = await readConversation(id, query)
      expect(value).toHaveLength(totalCount)
      return value
    }
    const all = await found('sort=at')
    expect((await found('statusClass=5xx')).map(({ path, status }) => [path, status])).toEqual([
      [expect.stringContaining('/assets'), 502],
    ])
    expect((await found('statusClass=4xx')).map(({ errorNumber }) => errorNumber)).toEqual([9602])
    expect(await found('isFailed=true')).toHaveLength(3)
    expect((await found('search=assets')).every(({ path }) => path.includes('/assets'))).toBe(true)
    expect((await found('method=POST')).length).toBeLessThan(all.length)
    const middle = all[Math.floor(all.length / 2)]?.at ?? ''
    const earlier = await found(`to=${middle}`)
    const later = await found(`from=${middle}`)
    expect(earlier.length + later.length).toBe(all.length)
    expect(earlier.every(({ at }) => at < middle)).toBe(true)
    expect(later.every(({ at }) => at >= middle)).toBe(true)
  })
})

describe('the log', () => {
  it('has no token in it, whatever went wrong', async () => {
    const { id, uId } = await addToken()
    const faults = ['resetBefore', 'resetDuring', 'truncated'] as const
    for (const kind of faults) {
      await mock.fault(uId, { kind, path: '/client/config' })
      await app.call('POST', `/api/v1/tokens/${id}/test`, { as: admin })
      await mock.fault(uId, { kind, path: '/assets' })
      await sync(id)
    }
    const logged = app.lines.join('')
    expect(logged).toContain(id)
    expect(tokenFiles.length).toBeGreaterThan(0)
    for (const file of tokenFiles) {
      const { token } = JSON.parse(Buffer.from(file, 'base64').toString()) as { token: string }
      expect(logged.includes(file)).toBe(false)
      expect(logged.includes(token)).toBe(false)
    }
  })
})
