import { readTokenFile } from '@pomona/domain'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, demoSeed, startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeEach(async () => {
  mock = await startMock({ seed: demoSeed })
})
afterEach(async () => mock.close())

const list = async (path: string) => (await ask(mock.origin + path)).json as unknown as Record<string, unknown>[]
const post = async (path: string, body: unknown = {}) =>
  ask(`${mock.origin}/_mock${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const make = async (body: object = {}) => {
  const assets = [{ adamId: '1000000001', name: 'Example Notes', totalCount: 5 }]
  const { status, json } = await post('/locations', { locationName: 'Orchard', assets, ...body })
  expect(status).toBe(201)
  return { uId: String(json['uId']), token: String(json['tokenFile']) }
}
const apple = async (token: string, path: string, body?: unknown) =>
  ask(`${mock.origin}/mdm/v2${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
const associate = async (token: string, ...serialNumbers: string[]) =>
  apple(token, '/assets/associate', { assets: [{ adamId: '1000000001' }], serialNumbers })

describe('locations', () => {
  it('are there from the start, with the text of a token that is whole', async () => {
    const locations = await list('/_mock/locations')
    expect(locations.map(({ locationName }) => locationName)).toEqual(['Fernhollow Logistics', 'Thistlemere Schools'])
    for (const { tokenFile } of locations) {
      expect(readTokenFile(String(tokenFile))).toMatchObject({ ok: true })
      await expect(apple(String(tokenFile), '/client/config')).resolves.toMatchObject({ status: 200 })
    }
  })

  it('are made from a name and a list of assets, which then have names in the store', async () => {
    const { uId, token } = await make({ countryISO2ACode: 'de', accountType: 'education' })
    await expect(apple(token, '/client/config')).resolves.toMatchObject({
      json: { uId, countryISO2ACode: 'DE', defaultPlatform: 'volumestore' },
    })
    await expect(list(`/_mock/locations/${uId}/assets`)).resolves.toMatchObject([
      { adamId: '1000000001', name: 'Example Notes', totalCount: 5, availableCount: 5 },
    ])
  })

  it('are generated in any size, with exactly as many associations as asked for', async () => {
    const { uId, token } = await make({ assets: [], generate: { assets: 7, users: 20, associations: 1000 } })
    const held = await list(`/_mock/locations/${uId}/assignments`)
    expect(held).toHaveLength(1000)
    expect(new Set(held.map((item) => JSON.stringify(item))).size).toBe(1000)
    expect(held.some(({ clientUserId }) => clientUserId !== undefined)).toBe(true)
    await expect(list(`/_mock/locations/${uId}/assignments?offset=990&limit=50`)).resolves.toEqual(held.slice(990))
    await expect(apple(token, '/users')).resolves.toMatchObject({ json: { size: 20 } })
  })

  it('hand out their token as a file to download', async () => {
    const answer = await ask(`${mock.origin}/_mock/locations/9000000000000011/token-file`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*\.vpptoken"?$/)
    expect(readTokenFile(answer.text)).toMatchObject({ ok: true })
  })

  it.each([
    ['no name', {}, 'locationName'],
    ['a count below zero', { locationName: 'a', assets: [{ adamId: '1', totalCount: -1 }] }, 'assets.0.totalCount'],
    ['an id that is no number', { locationName: 'a', assets: [{ adamId: 'x', totalCount: 1 }] }, 'assets.0.adamId'],
    ['a country that is none', { locationName: 'a', countryISO2ACode: 'Germany' }, 'countryISO2ACode'],
  ])('are refused with %s, naming the member', async (_what, body, path) => {
    const answer = await post('/locations', body)
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_input', details: [{ path }] } } })
  })

  it('are not found under an id that nobody has', async () => {
    await expect(ask(`${mock.origin}/_mock/locations/7`)).resolves.toMatchObject({ status: 404 })
    await expect(post('/locations/7/purchase', { adamId: '1', count: 1 })).resolves.toMatchObject({ status: 404 })
  })
})

describe('licenses', () => {
  it('are bought and given back, but not those that are held', async () => {
    const { uId, token } = await make()
    await associate(token, 'A', 'B', 'C')
    mock.clock.now += 400
    const purchase = { adamId: '1000000001', count: 10 }
    await expect(post(`/locations/${uId}/purchase`, purchase)).resolves.toMatchObject({
      status: 200,
      json: { totalCount: 15, assignedCount: 3, availableCount: 12 },
    })
    await expect(post(`/locations/${uId}/purchase`, { ...purchase, count: -13 })).resolves.toMatchObject({
      status: 409,
    })
    await expect(post(`/locations/${uId}/purchase`, { ...purchase, count: -12 })).resolves.toMatchObject({
      json: { totalCount: 3, availableCount: 0 },
    })
  })

  it('move to another location, and stay what they are', async () => {
    const from = await make({ assets: [{ adamId: '1000000001', totalCount: 5, deviceAssignable: false }] })
    const to = await make({ assets: [] })
    const body = { adamId: '1000000001', count: 2, toUId: to.uId }
    await expect(post(`/locations/${from.uId}/transfer`, body)).resolves.toMatchObject({ status: 204 })
    await expect(list(`/_mock/locations/${from.uId}/assets`)).resolves.toMatchObject([{ totalCount: 3 }])
    await expect(list(`/_mock/locations/${to.uId}/assets`)).resolves.toMatchObject([
      { totalCount: 2, deviceAssignable: false },
    ])
    await expect(post(`/locations/${from.uId}/transfer`, { ...body, count: 4 })).resolves.toMatchObject({ status: 409 })
    await expect(list(`/_mock/locations/${to.uId}/assets`)).resolves.toMatchObject([{ totalCount: 2 }])
  })

  it('that are held can be looked at by any member', async () => {
    const { uId, token } = await make()
    await associate(token, 'A', 'B')
    mock.clock.now += 400
    await expect(list(`/_mock/locations/${uId}/assignments?serialNumber=B`)).resolves.toEqual([
      { adamId: '1000000001', pricingParam: 'STDQ', serialNumber: 'B' },
    ])
  })
})

describe('switches', () => {
  it('put a token into any state', async () => {
    const { uId, token } = await make()
    await post('/tokens/state', { tokenFile: token, state: 'revoked' })
    await expect(apple(token, '/assets')).resolves.toMatchObject({ json: { errorNumber: 9625 } })
    await post('/tokens/state', { uId, state: 'valid' })
    await expect(apple(token, '/assets')).resolves.toMatchObject({ status: 200 })
    await expect(post('/tokens/state', { state: 'valid' })).resolves.toMatchObject({ status: 400 })
    await expect(post('/tokens/state', { uId, state: 'gone' })).resolves.toMatchObject({ status: 400 })
  })

  it('let another MDM take over, and the country change', async () => {
    const { uId, token } = await make()
    const mdmInfo = { id: 'other', name: 'Other MDM', metadata: 'x' }
    await post(`/locations/${uId}/mdm-info`, { mdmInfo })
    await post(`/locations/${uId}/country`, { countryISO2ACode: 'FR' })
    await expect(apple(token, '/client/config')).resolves.toMatchObject({ json: { mdmInfo, countryISO2ACode: 'FR' } })
    await post(`/locations/${uId}/mdm-info`, { mdmInfo: null })
    await expect(apple(token, '/client/config')).resolves.not.toHaveProperty('json.mdmInfo')
  })
})

describe('requests', () => {
  it('are listed latest first, without any token', async () => {
    const { uId, token } = await make()
    await apple(token, '/assets?adamId=7')
    await apple(token, '/client/config', { notificationUrl: 'http://x.test', notificationAuthToken: 'hush-hush' })
    const requests = await list('/_mock/requests')
    expect(requests).toMatchObject([
      { method: 'POST', path: '/client/config', status: 400, errorNumber: 9712, uId },
      { method: 'GET', path: '/assets', query: { adamId: '7' }, status: 200, uId },
    ])
    expect(JSON.stringify(requests)).not.toMatch(/hush-hush|Bearer/)
    expect(JSON.stringify(requests)).not.toContain(token)
    await expect(list('/_mock/requests?limit=1')).resolves.toHaveLength(1)
  })
})

describe('a reset', () => {
  it('brings back the demo organization, with the same tokens', async () => {
    const before = await list('/_mock/locations')
    await make()
    await post('/locations/9000000000000011/purchase', { adamId: '1000000101', count: 5 })
    await expect(post('/reset')).resolves.toMatchObject({ status: 200 })
    await expect(list('/_mock/locations')).resolves.toEqual(before)
    await expect(list('/_mock/locations/9000000000000011/assets?adamId=1000000101')).resolves.toMatchObject([
      { totalCount: 250 },
    ])
  })

  it('can leave nothing at all', async () => {
    await post('/reset', { seed: 'empty' })
    await expect(list('/_mock/locations')).resolves.toEqual([])
  })
})

it.each(['{', '[]', '"x"', '7', '\u0000'])('refuses the body %j without failing', async (body) => {
  const paths = [
    '/locations',
    '/tokens/state',
    '/locations/9000000000000011/purchase',
    '/locations/9000000000000011/fault',
  ]
  for (const path of paths) await expect(post(path, body)).resolves.toMatchObject({ status: 400 })
  expect(mock.failures).toEqual([])
})

it('shows people a page with the token files, and nothing of a name is taken for HTML', async () => {
  await make({ locationName: '<script>alert(1)</script>' })
  const page = await ask(`${mock.origin}/`)
  expect(page.text).toContain('Fernhollow Logistics')
  expect(page.text).toContain('/_mock/locations/9000000000000011/token-file')
  expect(page.text).not.toContain('<script>')
})
