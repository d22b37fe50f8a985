import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLocation, sendJson, type OpenLocation } from '../testing/open-location.ts'
import { startMock } from '../testing/start-mock.ts'
import { startReceiver } from '../testing/start-receiver.ts'

let mock: Awaited<ReturnType<typeof startMock>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let at: OpenLocation
beforeEach(async () => {
  mock = await startMock({ notificationSpanMs: 1000 })
  receiver = await startReceiver()
  at = openLocation(mock, {
    assets: [
      { adamId: '1', totalCount: 500 },
      { adamId: '2', totalCount: 3 },
      { adamId: '3', productType: 'Book', totalCount: 5 },
    ],
  })
})
afterEach(async () => {
  await Promise.all([mock.close(), receiver.close()])
})

const all = ['ASSET_COUNT', 'ASSET_MANAGEMENT', 'USER_MANAGEMENT', 'USER_ASSOCIATED']
const subscribe = async (notificationTypes = all, change: object = {}) =>
  at.post('/client/config', {
    notificationUrl: receiver.url,
    notificationAuthToken: 'hush',
    notificationTypes,
    ...change,
  })
const serials = (count: number) => Array.from({ length: count }, (_, n) => `S${n}`)

describe('subscribing', () => {
  it('tries the address first, then shows what was set', async () => {
    const answer = await subscribe()
    expect(receiver.received).toEqual([
      {
        authorization: 'Bearer hush',
        contentType: 'application/json',
        notificationId: expect.any(String),
        notificationType: 'TEST_NOTIFICATION',
        notification: {},
        uId: at.uId,
      },
    ])
    const expected = {
      notificationUrl: receiver.url,
      notificationAuthToken: 'hush',
      subscribedNotificationTypes: all,
    }
    expect(answer).toMatchObject({ status: 200, json: expected })
    await expect(at.get('/client/config')).resolves.toMatchObject({ json: expected })
  })

  it.each([500, 404, 302, 'cut'] as const)('stores nothing at all when the address answers with %s', async (status) => {
    receiver.answer = () => status
    const answer = await subscribe(all, { mdmInfo: { id: 'a', name: 'b', metadata: 'c' } })
    expect(answer).toMatchObject({ status: 400, json: { errorNumber: 9728 } })
    const { json } = await at.get('/client/config')
    expect(json).not.toHaveProperty('notificationUrl')
    expect(json).not.toHaveProperty('mdmInfo')
    expect(json).not.toHaveProperty('subscribedNotificationTypes')
    expect(receiver.received).toHaveLength(1)
  })

  it('stores nothing when nobody is at the address', async () => {
    const url = receiver.url
    await receiver.close()
    await expect(subscribe(all, { notificationUrl: url })).resolves.toMatchObject({ json: { errorNumber: 9728 } })
    receiver = await startReceiver()
  })

  it.each([
    ['an address alone', { notificationAuthToken: null }, 9710],
    ['a secret alone', { notificationUrl: null }, 9710],
    ['an empty secret', { notificationAuthToken: '' }, 9710],
    ['an address of 513 characters', { notificationUrl: `https://a.test/${'x'.repeat(498)}` }, 9711],
    ['a secret of 513 characters', { notificationAuthToken: 'x'.repeat(513) }, 9711],
    ['plain http to another machine', { notificationUrl: 'http://console.test/hooks' }, 9712],
    ['plain http to a name that looks like this machine', { notificationUrl: 'http://localhost.test/' }, 9712],
    ['no address at all', { notificationUrl: 'console' }, 9712],
    ['another scheme', { notificationUrl: 'ftp://127.0.0.1/' }, 9712],
    ['an address with a query', { notificationUrl: 'https://console.test/hooks?a=b' }, 9712],
    ['an address with a password', { notificationUrl: 'https://a:b@console.test/' }, 9712],
    ['a type that does not exist', { notificationTypes: ['EVERYTHING'] }, 9602],
  ])('is refused with %s', async (_what, change, errorNumber) => {
    await expect(subscribe(all, change)).resolves.toMatchObject({ status: 400, json: { errorNumber } })
    expect(receiver.received).toEqual([])
  })

  it('takes plain http to this machine only when that is let through', async () => {
    mock.fake.settings.allowHttpNotifications = false
    await expect(subscribe()).resolves.toMatchObject({ json: { errorNumber: 9712 } })
  })

  it('replaces the types by those of the latest request, and keeps what it leaves out', async () => {
    await subscribe(['ASSET_COUNT'])
    await at.post('/client/config', { notificationTypes: ['USER_MANAGEMENT', 'ASSET_MANAGEMENT'] })
    await expect(at.get('/client/config')).resolves.toMatchObject({
      json: {
        notificationUrl: receiver.url,
        subscribedNotificationTypes: ['USER_MANAGEMENT', 'ASSET_MANAGEMENT'],
      },
    })
    expect(receiver.received).toHaveLength(1)
  })

  it('ends with an empty address', async () => {
    await subscribe()
    await at.finish('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['A'] })
    await at.post('/client/config', { notificationUrl: '', notificationAuthToken: '' })
    await expect(at.get('/client/config')).resolves.not.toHaveProperty('json.notificationUrl')
    await mock.fake.work()
    expect(receiver.received).toHaveLength(1)
  })
})

describe('what is told', () => {
  beforeEach(async () => {
    await subscribe()
    receiver.received.length = 0
  })
  const finish = async (path: string, body: object) => {
    const { json } = await at.post(path, body)
    mock.clock.now += 400
    await mock.fake.work()
    return String(json['eventId'])
  }

  it('of associations comes in parts of at most 100, one asset each', async () => {
    const assets = [{ adamId: '1' }, { adamId: '2' }]
    const eventId = await finish('/assets/associate', { assets, serialNumbers: serials(150) })
    const parts = receiver.of('ASSET_MANAGEMENT')
    const told = parts.map(({ notification: { assignments = [], result, error } }) => [
      [...new Set(assignments.map(({ adamId }) => adamId))].join(' '),
      assignments.length,
      result,
      error?.errorNumber,
    ])
    expect(told).toEqual([
      ['1', 100, 'SUCCESS', undefined],
      ['1', 50, 'SUCCESS', undefined],
      ['2', 3, 'SUCCESS', undefined],
      ['2', 100, 'FAILURE', 9709],
      ['2', 47, 'FAILURE', 9709],
    ])
    expect(new Set(parts.map(({ notification }) => notification.eventId))).toEqual(new Set([eventId]))
    expect(new Set(parts.map(({ notificationId }) => notificationId)).size).toBe(5)
    expect(receiver.received.every(({ authorization }) => authorization === 'Bearer hush')).toBe(true)
  })

  it('names what was taken back, and what was revoked', async () => {
    await finish('/assets/associate', { assets: [{ adamId: '1' }, { adamId: '2' }], serialNumbers: ['A'] })
    receiver.received.length = 0
    await finish('/assets/disassociate', { assets: [{ adamId: '2' }], serialNumbers: ['A'] })
    await finish('/assets/revoke', { serialNumbers: ['A'] })
    expect(receiver.received.map(({ notification }) => notification)).toMatchObject([
      { type: 'DISASSOCIATE', result: 'SUCCESS', assignments: [{ adamId: '2', serialNumber: 'A' }] },
      { type: 'REVOKE', result: 'SUCCESS', assignments: [{ adamId: '1', serialNumber: 'A' }] },
    ])
  })

  it('of users has those who failed apart, with one error', async () => {
    await finish('/users/create', { users: [{ clientUserId: 'ada' }] })
    receiver.received.length = 0
    await finish('/users/create', { users: [{ clientUserId: 'ada' }, { clientUserId: 'ben', managedAppleId: 'no' }] })
    await finish('/users/retire', { users: [{ clientUserId: 'ada' }] })
    expect(receiver.received.map(({ notification }) => notification)).toMatchObject([
      { type: 'CREATE', result: 'FAILURE', error: { errorNumber: 9716 }, users: [{ clientUserId: 'ada' }] },
      { type: 'CREATE', result: 'FAILURE', error: { errorNumber: 9635 }, users: [{ clientUserId: 'ben' }] },
      { type: 'RETIRE', result: 'SUCCESS', users: [{ clientUserId: 'ada', status: 'Retired' }] },
    ])
  })

  it('says when an invitation was accepted', async () => {
    await finish('/users/create', { users: [{ clientUserId: 'ada' }] })
    const inviteCode = receiver.of('USER_MANAGEMENT')[0]?.notification.users?.[0]?.['inviteCode'] ?? ''
    await sendJson(`${mock.origin}/_mock/invitations/${inviteCode}/accept`, {})
    await mock.fake.work()
    expect(receiver.of('USER_ASSOCIATED')).toMatchObject([
      { notification: { associatedUsers: [{ clientUserId: 'ada', status: 'Associated', inviteCode }] } },
    ])
  })

  it('says how counts change by purchase, refund and transfer, at both locations', async () => {
    const other = openLocation(mock)
    await other.post('/client/config', {
      notificationUrl: receiver.url,
      notificationAuthToken: 'other',
      notificationTypes: ['ASSET_COUNT'],
    })
    await at.mock('/purchase', { adamId: '1', count: 7 })
    await at.mock('/refund', { adamId: '1', count: 2 })
    await at.mock('/transfer', { adamId: '1', count: 3, toUId: other.uId })
    await mock.fake.work()
    const told = receiver
      .of('ASSET_COUNT')
      .map(({ uId, authorization, notification: { adamId, countDelta } }) => [
        uId === at.uId ? 'here' : 'there',
        authorization,
        adamId,
        countDelta,
      ])
    expect(told).toHaveLength(4)
    expect(told).toEqual(
      expect.arrayContaining([
        ['here', 'Bearer hush', '1', -2],
        ['here', 'Bearer hush', '1', -3],
        ['here', 'Bearer hush', '1', 7],
        ['there', 'Bearer other', '1', 3],
      ]),
    )
  })

  it('has no eventId when somebody else gives and takes back, and is nothing when that is silent', async () => {
    const edit = { associate: [{ adamId: '1', serialNumber: 'X' }] }
    const patch = async (body: object) => at.mock('/assignments', body, 'PATCH')
    await patch(edit)
    await patch({ associate: [{ adamId: '1', serialNumber: 'Y' }], isSilent: true })
    await mock.fake.work()
    expect(receiver.received.map(({ notification }) => notification)).toEqual([
      { type: 'ASSOCIATE', result: 'SUCCESS', assignments: [{ adamId: '1', pricingParam: 'STDQ', serialNumber: 'X' }] },
    ])
  })

  it('leaves out what nobody subscribed to', async () => {
    await at.post('/client/config', { notificationTypes: ['USER_MANAGEMENT'] })
    await at.mock('/purchase', { adamId: '1', count: 7 })
    await finish('/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['A'] })
    await finish('/users/create', { users: [{ clientUserId: 'ada' }] })
    expect(receiver.received.map(({ notificationType }) => notificationType)).toEqual(['USER_MANAGEMENT'])
  })
})

describe('a notification that is not taken', () => {
  beforeEach(async () => {
    await subscribe(['ASSET_COUNT'])
    receiver.received.length = 0
  })
  const buy = async () => {
    await at.mock('/purchase', { adamId: '1', count: 1 })
    await mock.fake.work()
  }
  const pass = async (ms: number) => {
    mock.clock.now += ms
    await mock.fake.work()
  }
  const ids = () => new Set(receiver.received.map(({ notificationId }) => notificationId))

  it('is tried three times with the same id, over the time that was set, and then no more', async () => {
    receiver.answer = () => 503
    await buy()
    expect(receiver.received).toHaveLength(1)
    await pass(199)
    expect(receiver.received).toHaveLength(1)
    await pass(1)
    expect(receiver.received).toHaveLength(2)
    await pass(799)
    expect(receiver.received).toHaveLength(2)
    await pass(1)
    expect(receiver.received).toHaveLength(3)
    await pass(100_000)
    expect(receiver.received).toHaveLength(3)
    expect(ids().size).toBe(1)
    expect(mock.fake.nextWorkAt()).toBeUndefined()
  })

  it('is not tried again once it is taken, and holds up no other', async () => {
    receiver.answer = (count) => (count === 0 ? 'cut' : 204)
    await buy()
    await buy()
    expect(receiver.received).toHaveLength(2)
    await pass(200)
    expect(receiver.received).toHaveLength(3)
    expect(ids().size).toBe(2)
    await pass(100_000)
    expect(receiver.received).toHaveLength(3)
  })

  it('is listed with what became of each try, without the secret', async () => {
    receiver.answer = (count) => (count === 0 ? 500 : 200)
    await buy()
    await pass(200)
    const answer = await fetch(`${mock.origin}/_mock/notifications?uId=${at.uId}&limit=2`)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject([
      { notificationType: 'ASSET_COUNT', attempt: 2, isDelivered: true, status: 200 },
      { notificationType: 'ASSET_COUNT', attempt: 1, isDelivered: false, status: 500 },
    ])
    expect(text).not.toContain('hush')
  })

  it('survives a restart', async () => {
    receiver.answer = () => 503
    await buy()
    const again = await startMock({
      snapshot: JSON.parse(JSON.stringify(mock.fake.snapshot())),
      now: () => new Date(mock.clock.now + 200),
    })
    receiver.answer = () => 200
    await again.fake.work()
    expect(receiver.received).toHaveLength(2)
    expect(ids().size).toBe(1)
    await again.close()
  })
})
