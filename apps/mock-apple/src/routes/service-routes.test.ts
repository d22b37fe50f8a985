import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, askAs, startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let token: string
let uId: string

beforeAll(async () => {
  mock = await startMock({ pageSize: 2 })
})
afterAll(async () => mock.close())
beforeEach(() => {
  const location = mock.fake.addLocation({
    locationName: 'Strict Orchard',
    assets: [
      { adamId: '1000000001', totalCount: 5, serialNumbers: ['A', 'B', 'C'] },
      { adamId: '1000000002', productType: 'Book', totalCount: 5 },
      { adamId: '1000000003', totalCount: 2_147_483_647 },
    ],
  })
  token = location.tokenFile
  uId = location.uId
})

const get = async (path: string, headers: Record<string, string> = {}) =>
  ask(`${mock.origin}/mdm/v2${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } })
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(`${mock.origin}/mdm/v2${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const request = { assets: [{ adamId: '1000000001', pricingParam: 'STDQ' }], serialNumbers: ['D'] }

describe('the token', () => {
  it.each([
    ['none', undefined, 401, 9601],
    ['another scheme', 'Basic YTpi', 401, 9722],
    ['no token after the scheme', 'Bearer', 401, 9722],
    ['a token that Apple never made', 'Bearer bm90IGEgdG9rZW4=', 401, 9622],
  ])('is refused when it is %s', async (_what, authorization, status, errorNumber) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    for (const path of ['/client/config', '/assets', '/assignments', '/users', '/status']) {
      const answer = await ask(`${mock.origin}/mdm/v2${path}`, { headers })
      expect([path, answer.status, answer.json['errorNumber']]).toEqual([path, status, errorNumber])
    }
  })

  it('is the text of the file, not the secret inside it', async () => {
    const inner = (JSON.parse(Buffer.from(token, 'base64').toString()) as { token: string }).token
    const answer = await get('/client/config', { authorization: `Bearer ${inner}` })
    expect([answer.status, answer.json['errorNumber']]).toEqual([401, 9622])
  })

  it.each([
    ['expired', 401, 9621],
    ['revoked', 401, 9625],
  ] as const)(
    'is refused when it is %s, while service config answers to everybody',
    async (state, status, errorNumber) => {
      mock.fake.setTokenState(token, state)
      const answer = await get('/client/config')
      expect([answer.status, answer.json['errorNumber']]).toEqual([status, errorNumber])
      await expect(get('/service/config')).resolves.toMatchObject({ status: 200 })
    },
  )

  it('expires by its date', async () => {
    mock.clock.now += 366 * 24 * 60 * 60 * 1000
    await expect(get('/assets')).resolves.toMatchObject({ status: 401, json: { errorNumber: 9621 } })
    mock.clock.now -= 366 * 24 * 60 * 60 * 1000
  })

  it('may be one of several for the same location', async () => {
    const other = mock.fake.addToken(uId)
    const answer = await get('/client/config', { authorization: `Bearer ${other}` })
    expect(answer.json['uId']).toBe(uId)
  })
})

describe('the form of a request', () => {
  it.each([
    ['POST', '/assets'],
    ['GET', '/assets/associate'],
    ['PUT', '/client/config'],
    ['DELETE', '/assets'],
    ['POST', '/service/config'],
  ])('answers %s %s with 405', async (method, path) => {
    const answer = await ask(`${mock.origin}/mdm/v2${path}`, { method })
    expect([answer.status, answer.json['errorNumber']]).toEqual([405, 9726])
    expect(answer.headers.get('allow')).toBeTruthy()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('refuses %s', async (type) => {
    const answer = await post('/assets/associate', request, { 'content-type': type })
    expect([answer.status, answer.json['errorNumber']]).toEqual([415, 9727])
  })

  it('takes JSON with a charset, and members that nobody knows', async () => {
    const body = { ...request, future: [1, { deep: true }] }
    const answer = await post('/assets/associate', body, { 'content-type': 'application/json; charset=UTF-8' })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.json).toSorted()).toEqual(['eventId', 'tokenExpirationDate', 'uId'])
  })

  it.each([
    ['cut off JSON', '{"assets": ['],
    ['a list', '[]'],
    ['a text', '"hello"'],
    ['null', 'null'],
    ['bytes', '\u0000\u0001\u0002'],
    ['assets that are no list', '{"assets": {}, "serialNumbers": ["A"]}'],
    ['an id that is a number', '{"assets": [{"adamId": 1}], "serialNumbers": ["A"]}'],
    ['a price level that does not exist', '{"assets": [{"adamId": "1", "pricingParam": "X"}], "serialNumbers": ["A"]}'],
    ['serial numbers that are numbers', '{"assets": [{"adamId": "1"}], "serialNumbers": [1]}'],
  ])('refuses %s with 400 and 9602', async (_what, body) => {
    const answer = await post('/assets/associate', body)
    expect([answer.status, answer.json['errorNumber']]).toEqual([400, 9602])
  })

  it('refuses a huge body cleanly', async () => {
    const answer = await post('/assets/associate', `{"x": "${'y'.repeat(5_000_000)}"}`)
    expect([answer.status, answer.json['errorNumber']]).toEqual([413, 9602])
  })

  it.each(['/nothing', '/assets/', '//', '/%', '/%00', '/assets/associate/x', '/../../etc/passwd'])(
    'answers %s without failing',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBeLessThan(500)
      expect(mock.failures).toEqual([])
    },
  )
})

describe('a refused write', () => {
  const serials = (count: number) => Array.from({ length: count }, (_, n) => `S${n}`)
  const assets = (count: number) => Array.from({ length: count }, (_, n) => ({ adamId: String(n + 1) }))

  it.each([
    ['an empty body', '', 9718],
    ['no assets', { serialNumbers: ['A'] }, 9718],
    ['no assets in the list', { assets: [], serialNumbers: ['A'] }, 9718],
    ['no targets', { assets: [{ adamId: '1000000001' }] }, 9719],
    ['26 assets', { assets: assets(26), serialNumbers: ['A'] }, 9700],
    ['1001 users', { assets: assets(1), clientUserIds: serials(1001) }, 9701],
    ['1001 devices', { assets: assets(1), serialNumbers: serials(1001) }, 9702],
    ['a limit passed and a duplicate', { assets: assets(1), serialNumbers: [...serials(1001), 'S1'] }, 9702],
    [
      'the same asset twice',
      { assets: [{ adamId: '1' }, { adamId: '1', pricingParam: 'STDQ' }], serialNumbers: ['A'] },
      9703,
    ],
    ['the same user twice', { assets: assets(1), clientUserIds: ['u', 'u'] }, 9704],
    ['the same device twice', { assets: assets(1), serialNumbers: ['A', 'A'] }, 9705],
    ['a book for a device', { assets: [{ adamId: '1000000002' }], serialNumbers: ['A'] }, 9707],
  ])('says why: %s', async (_what, body, errorNumber) => {
    const answer = await post('/assets/associate', body)
    expect([answer.status, answer.json['errorNumber']]).toEqual([400, errorNumber])
  })

  it('names the assets that cannot be taken back', async () => {
    const answer = await post('/assets/disassociate', { assets: [{ adamId: '1000000002' }], clientUserIds: ['u'] })
    expect(answer).toMatchObject({
      status: 400,
      json: { errorNumber: 9706, errorInfo: { assets: [{ adamId: '1000000002', pricingParam: 'STDQ' }] } },
    })
  })

  it('is 403 for a token that may only read', async () => {
    mock.fake.setTokenState(token, 'readOnly')
    await expect(post('/assets/associate', request)).resolves.toMatchObject({
      status: 403,
      json: { errorNumber: 9637 },
    })
    await expect(get('/assets')).resolves.toMatchObject({ status: 200 })
  })

  it('honors a limit that was lowered while it runs', async () => {
    mock.fake.settings.limits.maxSerialNumbers = 1
    const answer = await post('/assets/associate', { ...request, serialNumbers: ['D', 'E'] })
    const config = await get('/service/config')
    mock.fake.settings.limits.maxSerialNumbers = 1000
    expect(answer.json['errorNumber']).toBe(9702)
    expect(config.json['limits']).toMatchObject({ maxSerialNumbers: 1 })
  })
})

describe('the claim', () => {
  const mdmInfo = { id: 'mine', name: 'Pomona', metadata: 'console.example' }

  it('is shown on every answer from then on', async () => {
    await expect(get('/assets')).resolves.not.toHaveProperty('json.mdmInfo')
    await expect(post('/client/config', { mdmInfo })).resolves.toMatchObject({ status: 200, json: { mdmInfo } })
    for (const path of ['/client/config', '/assets', '/assignments', '/users']) {
      await expect(get(path)).resolves.toMatchObject({ json: { mdmInfo } })
    }
    await expect(post('/assets/associate', request)).resolves.toMatchObject({ json: { mdmInfo } })
  })

  it('stays when a later request leaves it out', async () => {
    await post('/client/config', { mdmInfo })
    await expect(post('/client/config', {})).resolves.toMatchObject({ status: 200, json: { mdmInfo } })
  })

  it.each([
    ['no metadata', { mdmInfo: { id: 'a', name: 'b' } }, 9723],
    ['a long id', { mdmInfo: { ...mdmInfo, id: 'x'.repeat(101) } }, 9724],
    ['a long name', { mdmInfo: { ...mdmInfo, name: 'x'.repeat(101) } }, 9725],
    ['long metadata', { mdmInfo: { ...mdmInfo, metadata: 'x'.repeat(256) } }, 9713],
    ['an address without its secret', { notificationUrl: 'https://console.example.test' }, 9710],
    ['a long address', { notificationUrl: `https://${'x'.repeat(510)}.test`, notificationAuthToken: 's' }, 9711],
    [
      'an address that is not https',
      { notificationUrl: 'http://console.example.test', notificationAuthToken: 's' },
      9712,
    ],
    ['an address that is none', { notificationUrl: 'console', notificationAuthToken: 's' }, 9712],
    [
      'an address that is not reached',
      { notificationUrl: 'https://console.example.test', notificationAuthToken: 's' },
      9728,
    ],
  ])('is refused with %s', async (_what, body, errorNumber) => {
    const answer = await post('/client/config', body)
    expect([answer.status, answer.json['errorNumber']]).toEqual([400, errorNumber])
  })
})

describe('pages', () => {
  it('name the next one only while there is one', async () => {
    const first = await get('/assets')
    const last = await get('/assets?pageIndex=1')
    expect(first.json).toMatchObject({ currentPageIndex: 0, nextPageIndex: 1, size: 2, totalPages: 2 })
    expect(last.json).toMatchObject({ currentPageIndex: 1, size: 1, totalPages: 2 })
    expect(last.json).not.toHaveProperty('nextPageIndex')
    expect(last.json['versionId']).toBe(first.json['versionId'])
  })

  it.each([
    ['pageIndex=2', 9650],
    ['pageIndex=-1', 9650],
    ['pageIndex=x', 9602],
    ['pageIndex=1.5', 9602],
    ['productType=Film', 9602],
    ['revocable=yes', 9602],
    ['minAvailableCount=many', 9602],
  ])('refuse %s', async (query, errorNumber) => {
    await expect(get(`/assets?${query}`)).resolves.toMatchObject({ status: 400, json: { errorNumber } })
  })

  it.each([
    ['adamId=1000000001', 1],
    ['adamId=7', 0],
    ['productType=Book', 1],
    ['pricingParam=PLUS', 0],
    ['deviceAssignable=true', 2],
    ['revocable=false', 1],
    ['minAssignedCount=1', 1],
    ['maxAvailableCount=5', 2],
    ['unlimited=false', 2],
    ['unknownParameter=1', 2],
  ])('of assets are filtered by %s', async (query, count) => {
    const answer = await get(`/assets?${query}`)
    expect(answer.json['assets']).toHaveLength(count)
  })

  it('list unlimited assets apart when asked to', async () => {
    const answer = await get('/assets?unlimited=true&pageIndex=1')
    expect(answer.json['unlimitedAssets']).toEqual([
      {
        adamId: '1000000003',
        pricingParam: 'STDQ',
        productType: 'App',
        assignedCount: 0,
        deviceAssignable: true,
        revocable: true,
        supportedPlatforms: ['iOS'],
      },
    ])
  })

  it('get another version with every change, and tell what is new since an earlier one', async () => {
    const before = await get('/assignments')
    const version = String(before.json['versionId'])
    await expect(get(`/assignments?sinceVersionId=${version}`)).resolves.toMatchObject({ json: { assignments: [] } })
    await post('/assets/associate', request)
    mock.clock.now += 400
    const after = await get('/assignments')
    expect(after.json['versionId']).not.toBe(version)
    await expect(get(`/assignments?sinceVersionId=${version}`)).resolves.toMatchObject({
      json: { assignments: [{ serialNumber: 'D' }] },
    })
    await expect(get('/assignments?sinceVersionId=never')).resolves.toMatchObject({ json: { errorNumber: 9721 } })
  })
})

describe('addresses', () => {
  const urlsOf = (text: string) => (JSON.parse(text) as { urls: Record<string, string> }).urls
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'vpp.test' }

  it('follow the one that the client used, every one of them', async () => {
    const urls = urlsOf(await askAs(`${mock.origin}/mdm/v2/service/config`, { host: 'apple.test:99' }))
    expect(urls['getAssets']).toBe('http://apple.test:99/mdm/v2/assets')
    expect(Object.values(urls).filter((url) => !url.startsWith('http://apple.test:99/'))).toEqual([])
    expect(urls['invitationEmail']).toContain('?inviteCode=%25inviteCode%25&')
    for (const path of Object.values(urls).filter((url) => url.includes('/mdm/v2/'))) {
      await expect(get(path.replace('http://apple.test:99/mdm/v2', ''))).resolves.not.toMatchObject({ status: 404 })
    }
  })

  it('follow a proxy only when it is trusted', async () => {
    const answer = await get('/service/config', forwarded)
    expect(answer.json['urls']).toMatchObject({ getAssets: `${mock.origin}/mdm/v2/assets` })
    const behind = await startMock({ trustProxy: true })
    const urls = urlsOf(await askAs(`${behind.origin}/mdm/v2/service/config`, forwarded))
    expect(urls['contentMetadataLookup']).toBe('https://vpp.test/WebObjects/MZStorePlatform.woa/wa/lookup')
    expect(Object.values(urls).filter((url) => !url.startsWith('https://vpp.test/'))).toEqual([])
    await behind.close()
  })

  it('are there for a client that names no host', async () => {
    const { hostname, port } = new URL(mock.origin)
    const socket = connect(Number(port), hostname)
    socket.end('GET /mdm/v2/service/config HTTP/1.0\r\n\r\n')
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    expect(urlsOf(text.slice(text.indexOf('{')))['getUsers']).toBe(`${mock.origin}/mdm/v2/users`)
  })
})

describe('a tolerant service', () => {
  it.each([
    ['members that nobody knows', { ...request, future: { deep: [1] } }],
    ['an asset with members that nobody knows', { ...request, assets: [{ adamId: '1000000001', color: 'red' }] }],
    ['no price level', { ...request, assets: [{ adamId: '1000000001' }] }],
    [
      'null for what may be left out',
      { ...request, assets: [{ adamId: '1000000001', pricingParam: null }], clientUserIds: null },
    ],
    ['an empty list for what may be left out', { ...request, clientUserIds: [] }],
  ])('takes %s, and says so with 200 and an eventId alone', async (_what, body) => {
    const answer = await post('/assets/associate', body)
    expect(answer.status).toBe(200)
    expect(answer.json['eventId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.stringify(answer.json)).not.toContain('null')
    mock.clock.now += 400
    await expect(get(`/assignments?serialNumber=D`)).resolves.toMatchObject({
      json: { assignments: [{ adamId: '1000000001', pricingParam: 'STDQ' }] },
    })
  })

  it.each(['/assets', '/assignments', '/users', '/client/config'])('lets unknown parameters of %s be', async (path) => {
    await expect(get(`${path}?future=1&pageSize=1`)).resolves.toMatchObject({ status: 200 })
  })
})
