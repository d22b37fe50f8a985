import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, sendJson, type OpenLocation } from '../testing/open-location.ts'
import { ask, startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let at: OpenLocation
beforeAll(async () => {
  mock = await startMock()
})
afterAll(async () => mock.close())
beforeEach(() => {
  at = openLocation(mock, {
    assets: [
      { adamId: '1', totalCount: 5, serialNumbers: ['A', 'B', 'C'] },
      { adamId: '1', pricingParam: 'PLUS', totalCount: 4 },
    ],
  })
})

const behind = async (method: string, path: string, body?: unknown) =>
  sendJson(`${mock.origin}/_mock${path}`, body, { method })
const edit = async (method: string, path: string, body?: unknown) => at.mock(path, body, method)
const counts = async (pricingParam = 'STDQ') => {
  const [asset] = await at.list(`/assets?adamId=1&pricingParam=${pricingParam}`)
  return asset && [asset['totalCount'], asset['assignedCount'], asset['availableCount'], asset['retiredCount']]
}
const serials = async () => (await at.list('/assignments')).map(({ serialNumber }) => serialNumber)

describe('a refund', () => {
  it('takes licenses that nobody holds', async () => {
    await expect(at.mock('/refund', { adamId: '1', count: 2 })).resolves.toMatchObject({
      json: { totalCount: 3, assignedCount: 3, availableCount: 0 },
    })
    await expect(at.mock('/refund', { adamId: '1', count: 1 })).resolves.toMatchObject({ status: 409 })
  })

  it('takes those that are held when it must, from the latest holder first', async () => {
    await expect(at.mock('/refund', { adamId: '1', count: 3, takeHeld: true })).resolves.toMatchObject({ status: 200 })
    await expect(counts()).resolves.toEqual([2, 2, 0, 0])
    await expect(serials()).resolves.toEqual(['A', 'B'])
    await expect(at.mock('/refund', { adamId: '1', count: 3, takeHeld: true })).resolves.toMatchObject({ status: 409 })
    await expect(serials()).resolves.toEqual(['A', 'B'])
  })
})

describe('an asset edited behind our back', () => {
  it('has the counts that it was given, and they add up', async () => {
    await edit('PATCH', '/assets/1/STDQ', { totalCount: 9, retiredCount: 1 })
    await expect(counts()).resolves.toEqual([9, 3, 5, 1])
    await edit('PATCH', '/assets/1/STDQ', { availableCount: 0 })
    await expect(counts()).resolves.toEqual([4, 3, 0, 1])
    await expect(counts('PLUS')).resolves.toEqual([4, 0, 4, 0])
  })

  it.each([
    [{ totalCount: 2 }, 409],
    [{ retiredCount: 3 }, 409],
    [{ totalCount: -1 }, 400],
    [{ assignedCount: 1 }, 400],
  ])('refuses %j', async (body, status) => {
    await expect(edit('PATCH', '/assets/1/STDQ', body)).resolves.toMatchObject({ status })
    await expect(counts()).resolves.toEqual([5, 3, 2, 0])
  })

  it('may no longer be assignable to devices, or not be owned any more', async () => {
    await edit('PATCH', '/assets/1/STDQ', { deviceAssignable: false, revocable: false })
    const body = { assets: [{ adamId: '1' }], serialNumbers: ['A'] }
    await expect(at.post('/assets/associate', body)).resolves.toMatchObject({ json: { errorNumber: 9707 } })
    await expect(at.post('/assets/disassociate', body)).resolves.toMatchObject({ json: { errorNumber: 9706 } })
    await expect(edit('DELETE', '/assets/1/STDQ')).resolves.toMatchObject({ status: 204 })
    await expect(serials()).resolves.toEqual([])
    await expect(at.list('/assets')).resolves.toMatchObject([{ pricingParam: 'PLUS' }])
    await expect(edit('DELETE', '/assets/1/STDQ')).resolves.toMatchObject({ status: 404 })
  })

  it('gives a new version of what changed', async () => {
    const versions = async () => [
      (await at.get('/assets')).json['versionId'],
      (await at.get('/assignments')).json['versionId'],
    ]
    const [assets, assignments] = await versions()
    await edit('PATCH', '/assets/1/STDQ', { totalCount: 6 })
    const after = await versions()
    expect([after[0] === assets, after[1] === assignments]).toEqual([false, true])
  })
})

describe('associations of another MDM', () => {
  it('come and go without a request', async () => {
    const body = { associate: [{ adamId: '1', serialNumber: 'D' }], disassociate: [{ adamId: '1', serialNumber: 'A' }] }
    await expect(edit('PATCH', '/assignments', body)).resolves.toMatchObject({ status: 204 })
    expect(new Set(await serials())).toEqual(new Set(['B', 'C', 'D']))
    await expect(counts()).resolves.toEqual([5, 3, 2, 0])
  })

  it('are never more than owned', async () => {
    const associate = ['D', 'E', 'F'].map((serialNumber) => ({ adamId: '1', serialNumber }))
    await edit('PATCH', '/assignments', { associate })
    await expect(counts()).resolves.toEqual([5, 5, 0, 0])
  })

  it('are left as they are when one of them cannot be', async () => {
    const body = { associate: [{ adamId: '7', serialNumber: 'D' }], disassociate: [{ adamId: '1', serialNumber: 'A' }] }
    await expect(edit('PATCH', '/assignments', body)).resolves.toMatchObject({ status: 404 })
    await expect(serials()).resolves.toEqual(['A', 'B', 'C'])
  })
})

describe('a location', () => {
  it('has several tokens, of which one may be revoked alone', async () => {
    const { json } = await at.mock('/tokens', {})
    const other = String(json['tokenFile'])
    await sendJson(`${mock.origin}/_mock/tokens/state`, { tokenFile: other, state: 'revoked' })
    const headers = { authorization: `Bearer ${other}` }
    await expect(at.get('/assets', headers)).resolves.toMatchObject({ status: 401, json: { errorNumber: 9625 } })
    await expect(at.get('/assets')).resolves.toMatchObject({ status: 200, json: { uId: at.uId } })
  })

  it('is taken over by whoever claims it last, with any of its tokens', async () => {
    const { json } = await at.mock('/tokens', {})
    const claim = async (token: string, id: string) =>
      sendJson(`${mock.origin}/mdm/v2/client/config`, { mdmInfo: { id, name: id, metadata: 'x' } }, { token })
    await claim(at.tokenFile, 'mine')
    await expect(at.get('/users')).resolves.toMatchObject({ json: { mdmInfo: { id: 'mine' } } })
    await claim(String(json['tokenFile']), 'theirs')
    await expect(at.get('/users')).resolves.toMatchObject({ json: { mdmInfo: { id: 'theirs' } } })
  })
})

describe('the stores', () => {
  const lookUp = async (id: string, cc: string, token?: string) => {
    const url = `${mock.origin}/WebObjects/MZStorePlatform.woa/wa/lookup?version=2&p=mdm-lockup&caller=MDM&platform=enterprisestore&l=en&id=${id}&cc=${cc}`
    const { json } = await ask(url, token === undefined ? {} : { headers: { cookie: `itvt=${token}` } })
    return json['results'] as Record<string, { name: string; offers: { version: { display: string } }[] }>
  }

  it('show a custom app to its owner alone, and an app in its countries alone', async () => {
    at = openLocation(mock, {
      assets: [
        { adamId: '8001', name: 'Ours', isCustomApp: true, totalCount: 1 },
        { adamId: '8002', name: 'Not in France', missingIn: ['fr'], totalCount: 1 },
      ],
    })
    expect(Object.keys(await lookUp('8001,8002', 'de', at.tokenFile))).toEqual(['8001', '8002'])
    expect(Object.keys(await lookUp('8001,8002', 'de'))).toEqual(['8002'])
    expect(Object.keys(await lookUp('8001,8002', 'fr', at.tokenFile))).toEqual(['8001'])
  })

  it('say what the catalog was told', async () => {
    const body = { name: 'Renamed', version: '2.0', externalId: 7 }
    await expect(behind('PUT', '/catalog/8003', body)).resolves.toMatchObject({ json: { adamId: '8003', ...body } })
    await behind('PUT', '/catalog/8003', { version: '2.1' })
    const found = await lookUp('8003', 'us')
    expect(found['8003']).toMatchObject({ name: 'Renamed', offers: [{ version: { display: '2.1' } }] })
    await expect(behind('PUT', '/catalog/8003', { colour: 'red' })).resolves.toMatchObject({ status: 400 })
  })
})
