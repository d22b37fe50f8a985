import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, sendJson, type OpenLocation } from '../testing/open-location.ts'
import { ask, startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let at: OpenLocation
const luck = { next: () => 0 }
beforeAll(async () => {
  mock = await startMock({ pageSize: 2, random: () => luck.next() })
})
afterAll(async () => mock.close())
beforeEach(() => {
  mock.fake.clearFaults()
  at = openLocation(mock, { assets: [{ adamId: '1', totalCount: 9, serialNumbers: ['A'] }] })
})

const associate = async (...serialNumbers: string[]) =>
  at.post('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers })
const held = async () => {
  mock.clock.now += 400
  return (await at.list('/assignments')).map(({ serialNumber }) => serialNumber)
}

/** The status under which each of Apple's numbers comes. */
const refusals: [errorNumber: number, status: number][] = [
  ...[9601, 9621, 9622, 9625, 9722].map((number): [number, number] => [number, 401]),
  ...[9637, 9647].map((number): [number, number] => [number, 403]),
  ...[9644, 9729].map((number): [number, number] => [number, 503]),
  ...[9602, 9609, 9623, 9635, 9641, 9650, 9805].map((number): [number, number] => [number, 400]),
  ...[9700, 9701, 9702, 9703, 9704, 9705, 9706, 9707, 9708, 9709].map((number): [number, number] => [number, 400]),
  ...[9710, 9711, 9712, 9713, 9714, 9715, 9716, 9717, 9718, 9719].map((number): [number, number] => [number, 400]),
  ...[9720, 9721, 9723, 9724, 9725, 9728].map((number): [number, number] => [number, 400]),
  ...[9811, 9812, 9813, 9814, 9815, 9816, 9817, 9818].map((number): [number, number] => [number, 400]),
  [9603, 500],
  [9634, 410],
  [9646, 429],
  [9726, 405],
  [9727, 415],
]

describe('an error', () => {
  it.each(refusals)('%i comes under its status, or under 200', async (errorNumber, status) => {
    await at.fault({ kind: 'status', errorNumber })
    const answer = await at.get('/assets')
    expect([answer.status, answer.json['errorNumber']]).toEqual([status, errorNumber])
    expect(answer.json['errorMessage']).not.toBe('Refused.')
    await at.fault({ kind: 'status', errorNumber, status: 200 })
    await expect(at.get('/assets')).resolves.toMatchObject({ status: 200, json: { errorNumber } })
    await expect(at.get('/assets')).resolves.not.toHaveProperty('json.errorNumber')
  })

  it('does nothing of what was asked', async () => {
    await at.fault({ kind: 'status', errorNumber: 9603, path: '/assets/associate' })
    await expect(associate('B')).resolves.toMatchObject({ status: 500 })
    await expect(held()).resolves.toEqual(['A'])
  })

  it('may be the page of a gateway', async () => {
    await at.fault({ kind: 'status', status: 502 })
    const answer = await at.get('/assets')
    expect([answer.status, answer.headers.get('content-type'), answer.json]).toEqual([
      502,
      'text/html; charset=utf-8',
      {},
    ])
  })

  it.each([
    ['429 with seconds', { errorNumber: 9646, retryAfter: '30' }, 429, '30'],
    ['503 with seconds', { errorNumber: 9729, retryAfter: '120' }, 503, '120'],
    ['500 with seconds', { status: 500, retryAfter: '7' }, 500, '7'],
    [
      '503 with a date',
      { errorNumber: 9729, retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' },
      503,
      'Wed, 21 Oct 2099 07:28:00 GMT',
    ],
  ])('asks for a pause: %s', async (_what, fault, status, retryAfter) => {
    await at.fault({ kind: 'status', ...fault })
    const answer = await at.get('/assets')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
  })

  it('asks for a pause until a date that is always ahead', async () => {
    await at.fault({ kind: 'status', status: 503, retryAfterDateMs: 5000 })
    const text = (await at.get('/assets')).headers.get('retry-after') ?? ''
    expect(text).toMatch(/GMT$/)
    const ahead = Date.parse(text) - Date.now()
    expect(ahead).toBeGreaterThan(3000)
    expect(ahead).toBeLessThanOrEqual(6000)
  })

  it('of its own comes under 200 by a fault, or everywhere by a setting', async () => {
    await at.fault({ kind: 'errorsAs200' })
    // What is no error does not use it up.
    await expect(at.get('/assets')).resolves.toMatchObject({ status: 200, json: { assets: [{}] } })
    await expect(at.get('/status?eventId=x')).resolves.toMatchObject({ status: 200, json: { errorNumber: 9708 } })
    await expect(at.get('/status?eventId=x')).resolves.toMatchObject({ status: 400 })
    const setting = async (errorsAs200: boolean) =>
      sendJson(`${mock.origin}/_mock/settings`, { errorsAs200 }, { method: 'PATCH' })
    await setting(true)
    await expect(ask(`${mock.origin}/mdm/v2/assets`)).resolves.toMatchObject({
      status: 200,
      json: { errorNumber: 9601 },
    })
    await setting(false)
    await expect(ask(`${mock.origin}/mdm/v2/assets`)).resolves.toMatchObject({ status: 401 })
  })
})

describe('the connection', () => {
  it('is cut before the work is done', async () => {
    await at.fault({ kind: 'resetBefore', path: '/assets/associate' })
    await expect(associate('B')).rejects.toThrow('fetch failed')
    await expect(held()).resolves.toEqual(['A'])
  })

  it('is cut after the work is done', async () => {
    await at.fault({ kind: 'resetAfter', path: '/assets/associate' })
    await expect(associate('B')).rejects.toThrow('fetch failed')
    await expect(held()).resolves.toEqual(['A', 'B'])
  })

  it('is cut when half of the answer has been sent, and the work is done', async () => {
    await at.fault({ kind: 'resetDuring', path: '/assets/associate' })
    const response = await fetch(`${mock.origin}/mdm/v2/assets/associate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${at.tokenFile}`, 'content-type': 'application/json' },
      body: JSON.stringify({ assets: [{ adamId: '1' }], serialNumbers: ['B'] }),
    })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
    await expect(held()).resolves.toEqual(['A', 'B'])
  })
})

it('an answer ends in the middle of its JSON', async () => {
  await at.fault({ kind: 'truncated' })
  const url = `${mock.origin}/mdm/v2/assets`
  const response = await fetch(url, { headers: { authorization: `Bearer ${at.tokenFile}` } })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  const text = await response.text()
  expect(text).toMatch(/^\{"assets":/)
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
})

it('an answer is late', async () => {
  await at.fault({ kind: 'latency', delayMs: 80 })
  const started = performance.now()
  await at.get('/assets')
  expect(performance.now() - started).toBeGreaterThan(70)
})

describe('a fault', () => {
  const broken = { kind: 'status', status: 500 }
  const statuses = async (count: number) => {
    const seen: number[] = []
    for (let n = 0; n < count; n += 1) seen.push((await at.get('/assets')).status)
    return seen
  }

  it('hits once, or so many times', async () => {
    await at.fault(broken)
    await expect(statuses(2)).resolves.toEqual([500, 200])
    await at.fault({ ...broken, times: 2 })
    await expect(statuses(3)).resolves.toEqual([500, 500, 200])
  })

  it('hits a share of the requests, until it is taken back or used up', async () => {
    const rolls = [0.1, 0.9, 0.2, 0.9, 0.29, 0.3]
    luck.next = () => rolls.shift() ?? 0.99
    await at.fault({ ...broken, share: 0.3 })
    await expect(statuses(6)).resolves.toEqual([500, 200, 500, 200, 500, 200])
    luck.next = () => 0
    await at.mock('/fault', undefined, 'DELETE')
    await expect(statuses(1)).resolves.toEqual([200])
    await at.fault({ ...broken, share: 0.3, times: 2 })
    await expect(statuses(3)).resolves.toEqual([500, 500, 200])
  })

  it('hits for a time', async () => {
    await at.fault({ ...broken, forMs: 1000 })
    await expect(statuses(3)).resolves.toEqual([500, 500, 500])
    mock.clock.now += 1001
    await expect(statuses(1)).resolves.toEqual([200])
    await expect(ask(`${mock.origin}/_mock/locations/${at.uId}/fault`)).resolves.toMatchObject({ json: [] })
  })

  it('hits only the call that it names, and only its location', async () => {
    const other = openLocation(mock)
    await at.fault({ ...broken, path: '/client/config', method: 'POST' })
    await expect(statuses(1)).resolves.toEqual([200])
    await expect(at.get('/client/config')).resolves.toMatchObject({ status: 200 })
    await expect(other.post('/client/config', {})).resolves.toMatchObject({ status: 200 })
    await expect(at.post('/client/config', {})).resolves.toMatchObject({ status: 500 })
  })

  it('for all locations hits every request, also one without a token', async () => {
    const url = `${mock.origin}/_mock/fault`
    await sendJson(url, { ...broken, path: '/service/config' })
    await expect(ask(`${mock.origin}/mdm/v2/service/config`)).resolves.toMatchObject({ status: 500 })
    await sendJson(url, { ...broken, times: 2 })
    await expect(openLocation(mock).get('/assets')).resolves.toMatchObject({ status: 500 })
    await expect(statuses(2)).resolves.toEqual([500, 200])
  })

  it('of the service does not hit the store, which has faults of its own', async () => {
    await sendJson(`${mock.origin}/_mock/fault`, { ...broken, times: 9 })
    const lookUp = async () =>
      ask(`${mock.origin}/WebObjects/MZStorePlatform.woa/wa/lookup?version=2&p=mdm-lockup&id=1`)
    await expect(lookUp()).resolves.toMatchObject({ status: 200 })
    await sendJson(`${mock.origin}/_mock/fault`, { ...broken, path: '/lookup' })
    await expect(lookUp()).resolves.toMatchObject({ status: 500 })
  })

  it('is listed, and taken back alone, with its location or with all others', async () => {
    const list = async (path: string) => (await ask(`${mock.origin}/_mock${path}`)).json as unknown as object[]
    const first = await at.fault({ ...broken, times: 9 })
    await at.fault({ kind: 'latency', delayMs: 0, share: 0.5 })
    await openLocation(mock).fault(broken)
    await expect(list('/fault')).resolves.toHaveLength(3)
    await expect(list(`/locations/${at.uId}/fault`)).resolves.toMatchObject([
      { ...broken, times: 9, uId: at.uId },
      { kind: 'latency', share: 0.5 },
    ])
    const remove = async (path: string) => sendJson(`${mock.origin}/_mock${path}`, undefined, { method: 'DELETE' })
    await remove(`/fault/${String(first['id'])}`)
    await expect(remove(`/fault/${String(first['id'])}`)).resolves.toMatchObject({ status: 404 })
    await expect(list(`/locations/${at.uId}/fault`)).resolves.toHaveLength(1)
    await remove(`/locations/${at.uId}/fault`)
    await expect(list('/fault')).resolves.toHaveLength(1)
    await remove('/fault')
    await expect(list('/fault')).resolves.toEqual([])
  })

  it('is gone after a reset', async () => {
    await at.fault({ ...broken, times: 9 })
    await sendJson(`${mock.origin}/_mock/reset`, { seed: 'empty' })
    await expect(ask(`${mock.origin}/_mock/fault`)).resolves.toMatchObject({ json: [] })
  })

  it.each([
    { kind: 'thunder' },
    { kind: 'latency', status: 500 },
    { kind: 'status', times: 0 },
    { kind: 'status', share: 1.5 },
    { kind: 'notificationLost', path: '/assets' },
  ])('that does not exist is refused: %j', async (body) => {
    await expect(at.mock('/fault', body)).resolves.toMatchObject({ status: 400 })
  })
})
