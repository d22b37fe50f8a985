import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, type OpenLocation } from '../testing/open-location.ts'
import { startMock } from '../testing/start-mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let at: OpenLocation
beforeAll(async () => {
  mock = await startMock()
})
afterAll(async () => mock.close())
beforeEach(() => {
  at = openLocation(mock, {
    users: [
      { clientUserId: 'ada', status: 'Associated', idHash: 'hash-of-ada' },
      { clientUserId: 'old', status: 'Retired', idHash: 'hash-of-old' },
    ],
    assets: [
      { adamId: '1', totalCount: 9, serialNumbers: ['A', 'B'], clientUserIds: ['ada'] },
      { adamId: '1', pricingParam: 'PLUS', totalCount: 2, serialNumbers: ['A'] },
      { adamId: '2', productType: 'Book', totalCount: 5, retiredCount: 1, clientUserIds: ['ada', 'old'] },
      { adamId: '3', totalCount: 2_147_483_647, deviceAssignable: false, serialNumbers: [] },
    ],
  })
})

describe('assets', () => {
  const keys = async (query: string) =>
    (await at.list(`/assets?${query}`)).map((a) => `${a['adamId']}${a['pricingParam']}`)

  it.each([
    ['pricingParam=PLUS', ['1PLUS']],
    ['pricingParam=STDQ&productType=App', ['1STDQ', '3STDQ']],
    ['deviceAssignable=false', ['2STDQ', '3STDQ']],
    ['revocable=true', ['1STDQ', '1PLUS', '3STDQ']],
    ['minAssignedCount=2', ['1STDQ', '2STDQ']],
    ['minAssignedCount=2&maxAssignedCount=2', ['2STDQ']],
    ['maxAssignedCount=0', ['3STDQ']],
    ['minAvailableCount=2', ['1STDQ', '2STDQ', '3STDQ']],
    ['minAvailableCount=2&maxAvailableCount=5', ['2STDQ']],
    ['maxAvailableCount=-1', []],
    ['unlimited=false', ['1STDQ', '1PLUS', '2STDQ']],
    ['adamId=3', ['3STDQ']],
  ])('are filtered by %s', async (query, expected) => {
    await expect(keys(query)).resolves.toEqual(expected)
  })

  it('that are unlimited have the largest count there is, or are listed apart without counts', async () => {
    await expect(at.list('/assets?adamId=3')).resolves.toMatchObject([
      { totalCount: 2_147_483_647, availableCount: 2_147_483_647, assignedCount: 0, retiredCount: 0 },
    ])
    const { json } = await at.get('/assets?adamId=3&unlimited=true')
    expect(json).toMatchObject({ assets: [], unlimitedAssets: [{ adamId: '3', assignedCount: 0 }], size: 1 })
    expect(JSON.stringify(json)).not.toContain('totalCount')
  })
})

describe('associations', () => {
  const names = async (query: string) =>
    (await at.list(`/assignments?${query}`)).map((a) =>
      [a['adamId'], a['pricingParam'], a['serialNumber'] ?? a['clientUserId']].join(' '),
    )

  it.each([
    ['', ['1 STDQ A', '1 STDQ B', '1 STDQ ada', '1 PLUS A', '2 STDQ ada', '2 STDQ old']],
    ['adamId=1', ['1 STDQ A', '1 STDQ B', '1 STDQ ada', '1 PLUS A']],
    ['adamId=1&pricingParam=PLUS', ['1 PLUS A']],
    ['serialNumber=A', ['1 STDQ A', '1 PLUS A']],
    ['serialNumber=A&pricingParam=STDQ', ['1 STDQ A']],
    ['clientUserId=ada', ['1 STDQ ada', '2 STDQ ada']],
    ['clientUserId=ada&adamId=2', ['2 STDQ ada']],
    ['clientUserId=ada&serialNumber=A', []],
    ['clientUserId=old&excludeInactiveUsers=true', []],
    ['adamId=2&excludeInactiveUsers=true', ['2 STDQ ada']],
    ['adamId=2&excludeInactiveUsers=false', ['2 STDQ ada', '2 STDQ old']],
    ['adamId=7', []],
  ])('are filtered by %j', async (query, expected) => {
    await expect(names(query)).resolves.toEqual(expected)
  })

  it('name the state of a user when asked to, and no device’s', async () => {
    await expect(at.list('/assignments?includeUserState=true&adamId=2')).resolves.toEqual([
      { adamId: '2', pricingParam: 'STDQ', clientUserId: 'ada', userStatus: 'Associated', idHash: 'hash-of-ada' },
      { adamId: '2', pricingParam: 'STDQ', clientUserId: 'old', userStatus: 'Retired', idHash: 'hash-of-old' },
    ])
    await expect(at.list('/assignments?includeUserState=true&serialNumber=B')).resolves.toEqual([
      { adamId: '1', pricingParam: 'STDQ', serialNumber: 'B' },
    ])
  })

  it('tell what is new since a version and still true, with every filter', async () => {
    const version = String((await at.get('/assignments')).json['versionId'])
    const since = `sinceVersionId=${version}`
    await expect(names(since)).resolves.toEqual([])
    await at.finish('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['C', 'D'] })
    await at.finish('/assets/disassociate', { assets: [{ adamId: '1' }], serialNumbers: ['D', 'A'] })
    await at.finish('/assets/associate', { assets: [{ adamId: '1', pricingParam: 'PLUS' }], clientUserIds: ['ada'] })
    await expect(names(since)).resolves.toEqual(['1 STDQ C', '1 PLUS ada'])
    await expect(names(`${since}&pricingParam=PLUS`)).resolves.toEqual(['1 PLUS ada'])
    await expect(names(`${since}&serialNumber=C`)).resolves.toEqual(['1 STDQ C'])
    await expect(names(`${since}&clientUserId=ada`)).resolves.toEqual(['1 PLUS ada'])
    await expect(names(`${since}&adamId=2`)).resolves.toEqual([])
  })

  it('refuse a version that never was', async () => {
    await expect(at.get('/assignments?sinceVersionId=x')).resolves.toMatchObject({
      status: 400,
      json: { errorNumber: 9721 },
    })
  })

  it('have another version only when they change', async () => {
    const version = async () => (await at.get('/assignments')).json['versionId']
    const before = await version()
    await at.finish('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['A'] })
    mock.fake.purchase(at.uId, { adamId: '1', pricingParam: 'STDQ' }, 1)
    await expect(version()).resolves.toBe(before)
    await at.finish('/assets/revoke', { serialNumbers: ['A'] })
    await expect(version()).resolves.not.toBe(before)
  })
})
