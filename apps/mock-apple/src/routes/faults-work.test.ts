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
  luck.next = () => 0
  at = openLocation(mock, {
    users: [{ clientUserId: 'ada', status: 'Associated', idHash: 'x' }],
    assets: [
      { adamId: '1', totalCount: 5, serialNumbers: ['A', 'B', 'C'] },
      { adamId: '2', totalCount: 9 },
    ],
  })
})

const body = (...serialNumbers: string[]) => ({ assets: [{ adamId: '1' }], serialNumbers })
const held = async (adamId = '1') => {
  const { json } = await ask(`${mock.origin}/_mock/locations/${at.uId}/assignments?adamId=${adamId}`)
  return (json as unknown as { serialNumber: string }[]).map(({ serialNumber }) => serialNumber)
}
const start = async (path: string, request: object) => String((await at.post(path, request)).json['eventId'])

describe('a walk', () => {
  it('meets another version after its first page', async () => {
    await at.fault({ kind: 'versionChange', path: '/assignments' })
    const version = async (pageIndex: number) => (await at.get(`/assignments?pageIndex=${pageIndex}`)).json['versionId']
    const first = await version(0)
    const second = await version(1)
    expect(second).not.toBe(first)
    await expect(version(0)).resolves.toBe(second)
    // What the first version knew is not lost.
    await expect(at.get(`/assignments?sinceVersionId=${String(first)}`)).resolves.toMatchObject({ status: 200 })
  })

  it.each(['/assets', '/assignments', '/users'])('of %s loses a page', async (path) => {
    await at.fault({ kind: 'pageVanish', path, times: 2 })
    await expect(at.get(`${path}?pageIndex=0`)).resolves.toMatchObject({ status: 200 })
    await expect(at.get(`${path}?pageIndex=1`)).resolves.toMatchObject({ status: 400, json: { errorNumber: 9650 } })
  })

  it('may lose a page only later, or its first one', async () => {
    await at.fault({ kind: 'pageVanish', path: '/assets', fromPageIndex: 0 })
    await expect(at.get('/assets')).resolves.toMatchObject({ json: { errorNumber: 9650 } })
    await at.fault({ kind: 'versionChange', path: '/assignments', fromPageIndex: 2 })
    const version = async () => (await at.get('/assignments?pageIndex=1')).json['versionId']
    await expect(version()).resolves.toBe(await version())
  })
})

describe('an event', () => {
  it('takes its time', async () => {
    await at.fault({ kind: 'eventDelay', delayMs: 60_000 })
    const eventId = await start('/assets/associate', body('D'))
    mock.clock.now += 59_999
    await expect(at.status(eventId)).resolves.toMatchObject({ eventStatus: 'PENDING' })
    mock.clock.now += 1
    await expect(at.status(eventId)).resolves.toMatchObject({ eventStatus: 'COMPLETE' })
  })

  it('stays PENDING with nothing done, and goes on when the fault is taken back', async () => {
    await at.fault({ kind: 'eventStuck' })
    const eventId = await start('/assets/associate', body('D'))
    mock.clock.now += 86_400_000
    await expect(at.status(eventId)).resolves.toMatchObject({ eventStatus: 'PENDING', numCompleted: 0 })
    await expect(held()).resolves.toEqual(['A', 'B', 'C'])
    expect(mock.fake.nextWorkAt()).toBeUndefined()
    await at.mock('/fault', undefined, 'DELETE')
    await expect(at.status(eventId)).resolves.toMatchObject({ eventStatus: 'COMPLETE', numCompleted: 1 })
    await expect(held()).resolves.toEqual(['A', 'B', 'C', 'D'])
  })

  it('stays PENDING although all is done', async () => {
    await at.fault({ kind: 'eventStuck', isWorkDone: true })
    const eventId = await start('/assets/associate', body('D'))
    mock.clock.now += 86_400_000
    await expect(at.status(eventId)).resolves.toMatchObject({ eventStatus: 'PENDING', numCompleted: 1 })
    await expect(held()).resolves.toEqual(['A', 'B', 'C', 'D'])
    expect(mock.fake.nextWorkAt()).toBeUndefined()
  })

  it.each([
    ['/assets/associate', { assets: [{ adamId: '1' }], serialNumbers: ['D'] }, { serialNumbers: ['D'] }],
    ['/assets/disassociate', { assets: [{ adamId: '1' }], serialNumbers: ['A'] }, { serialNumbers: ['A'] }],
    ['/assets/revoke', { serialNumbers: ['A'] }, { serialNumbers: ['A'] }],
    ['/users/create', { users: [{ clientUserId: 'ben' }] }, { clientUserIds: ['ben'] }],
    ['/users/update', { users: [{ clientUserId: 'ada', email: 'a@b.test' }] }, { clientUserIds: ['ada'] }],
    ['/users/retire', { users: [{ clientUserId: 'ada' }] }, { clientUserIds: ['ada'] }],
  ])('of %s is accepted and fails later', async (path, request, errorInfo) => {
    await at.fault({ kind: 'eventFail', path, errorNumber: 9644 })
    const users = await at.list('/users')
    await expect(at.finish(path, request)).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numRequested: 1,
      numCompleted: 0,
      failures: [{ errorNumber: 9644, errorInfo }],
    })
    await expect(held()).resolves.toEqual(['A', 'B', 'C'])
    await expect(at.list('/users')).resolves.toEqual(users)
  })

  it('fails for a part of its tasks', async () => {
    const rolls = [0.4, 0.6]
    luck.next = () => rolls.shift() ?? 0.99
    await at.fault({ kind: 'eventFail', taskShare: 0.5 })
    await expect(at.finish('/assets/associate', body('D', 'E'))).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numCompleted: 1,
      failures: [{ errorNumber: 9603, errorInfo: { serialNumbers: ['D'] } }],
    })
    await expect(held()).resolves.toEqual(['A', 'B', 'C', 'E'])
  })

  it.each([
    ['done', true, ['A', 'B', 'C', 'D']],
    ['not done', false, ['A', 'B', 'C']],
  ])('is forgotten, its work %s', async (_what, isWorkDone, expected) => {
    await at.fault({ kind: 'eventForgotten', isWorkDone })
    const eventId = await start('/assets/associate', body('D'))
    await expect(at.status(eventId)).resolves.toMatchObject({ errorNumber: 9708 })
    mock.clock.now += 400
    await expect(at.status(eventId)).resolves.toMatchObject({ errorNumber: 9708 })
    await expect(held()).resolves.toEqual(expected)
  })

  it('gives licenses to the first in line, or to nobody of an asset that is short', async () => {
    const request = { assets: [{ adamId: '1' }, { adamId: '2' }], serialNumbers: ['C', 'D', 'E', 'F'] }
    await at.fault({ kind: 'allOrNothing' })
    await expect(at.finish('/assets/associate', request)).resolves.toMatchObject({
      eventStatus: 'FAILED',
      numCompleted: 5,
      failures: [{ errorNumber: 9709, errorInfo: { assets: [{ adamId: '1' }], serialNumbers: ['D', 'E', 'F'] } }],
    })
    await expect(held()).resolves.toEqual(['A', 'B', 'C'])
    await expect(held('2')).resolves.toEqual(['C', 'D', 'E', 'F'])
    await expect(at.finish('/assets/associate', request)).resolves.toMatchObject({
      failures: [{ errorNumber: 9709, errorInfo: { serialNumbers: ['F'] } }],
    })
  })

  it('gives everybody a license when there is exactly one for each', async () => {
    await at.fault({ kind: 'allOrNothing' })
    await expect(at.finish('/assets/associate', body('C', 'D', 'E'))).resolves.toMatchObject({
      eventStatus: 'COMPLETE',
      numCompleted: 3,
    })
  })

  it.each([
    ['/assets/associate', { assets: [{ adamId: '1' }], clientUserIds: ['ada', 'eve'] }],
    ['/assets/disassociate', { assets: [{ adamId: '1' }], clientUserIds: ['eve'] }],
    ['/assets/revoke', { clientUserIds: ['eve'] }],
    ['/users/update', { users: [{ clientUserId: 'eve' }] }],
    ['/users/retire', { users: [{ clientUserId: 'ada' }, { clientUserId: 'eve' }] }],
  ])('of %s is not even accepted for an unknown user', async (path, request) => {
    await at.fault({ kind: 'unknownUsersAtOnce' })
    await expect(at.post(path, request)).resolves.toMatchObject({
      status: 400,
      json: { errorNumber: 9609, errorInfo: { clientUserIds: ['eve'] } },
    })
    await expect(at.finish(path, request)).resolves.toMatchObject({ failures: [{ errorNumber: 9609 }] })
  })
})

describe('a limit', () => {
  const limits = async (change: object) => sendJson(`${mock.origin}/_mock/limits`, change, { method: 'PATCH' })

  it('is lowered while it runs, and told at once', async () => {
    await expect(limits({ maxSerialNumbers: 1, maxUsers: 1 })).resolves.toMatchObject({ json: { maxSerialNumbers: 1 } })
    await expect(at.post('/assets/associate', body('D', 'E'))).resolves.toMatchObject({ json: { errorNumber: 9702 } })
    const users = [{ clientUserId: 'a' }, { clientUserId: 'b' }]
    await expect(at.post('/users/create', { users })).resolves.toMatchObject({ json: { errorNumber: 9714 } })
    await expect(at.get('/service/config')).resolves.toMatchObject({
      json: { limits: { maxSerialNumbers: 1, maxUsers: 1, maxAssets: 25 } },
    })
    await limits({ maxSerialNumbers: 1000, maxUsers: 100 })
    await expect(limits({ maxLuck: 1 })).resolves.toMatchObject({ status: 400 })
  })

  it('of requests per second is kept for each organization, and told only when there is one', async () => {
    await expect(at.get('/service/config')).resolves.not.toHaveProperty('json.limits.maxRequestPerSecond')
    await limits({ maxRequestPerSecond: 2 })
    await expect(at.get('/service/config')).resolves.toMatchObject({ json: { limits: { maxRequestPerSecond: 2 } } })
    const statuses = async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, async () => at.get('/assets')))
      return answers.map(({ status }) => status).toSorted((a, b) => a - b)
    }
    await expect(statuses(4)).resolves.toEqual([200, 200, 429, 429])
    await expect(openLocation(mock).get('/assets')).resolves.toMatchObject({ status: 200 })
    await expect(at.get('/assets')).resolves.toMatchObject({ status: 429, json: { errorNumber: 9646 } })
    mock.clock.now += 1000
    await expect(statuses(3)).resolves.toEqual([200, 200, 429])
    await limits({ maxRequestPerSecond: null })
    await expect(statuses(9)).resolves.toEqual(Array(9).fill(200))
  })
})

it('a token’s end is told only when it is near, when that is set', async () => {
  mock.fake.settings.tellsExpirationLate = true
  await expect(at.get('/assets')).resolves.not.toHaveProperty('json.tokenExpirationDate')
  const ending = openLocation(mock, { tokenExpiresAt: new Date(mock.clock.now + 14 * 86_400_000) })
  await expect(ending.get('/assets')).resolves.toHaveProperty('json.tokenExpirationDate')
  mock.fake.settings.tellsExpirationLate = false
})
