import { addAsset, addDevice, addOrder, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let reader: string

beforeAll(async () => {
  app = await startApp(database)
  reader = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const list = async (query: string) => {
  const { body } = await app.call('GET', `/api/v1/orders?${query}`, { as: reader })
  return body as { value: { id: string }[]; totalCount: number }
}

describe('200', () => {
  it('lists orders newest first with app, device, receipt and place', async () => {
    const asset = await addAsset(db, { name: 'Keynote' })
    const [first, second, third] = [await addDevice(db, { name: 'First' }), await addDevice(db), await addDevice(db)]
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))
    await addOrder(db, { asset, device: first, queuedAt: at(1), createdAt: at(1) })
    await addOrder(db, { asset, device: second, queuedAt: at(2), createdAt: at(2) })
    const sent = await addOrder(db, { asset, device: third, state: 'sent', createdAt: at(3) })
    const batch = await db.appleBatch.findFirstOrThrow()

    const { value } = await list('')
    expect(value).toMatchObject([
      { id: sent.id, state: 'sent', eventId: batch.eventId, place: null },
      { place: 2, state: 'waiting' },
      { place: 1, appId: asset.id, appName: 'Keynote', deviceName: 'First', target: first.serialNumber },
    ])
    expect((await list('sort=createdAt')).value.map(({ id }) => id)).toEqual(value.map(({ id }) => id).toReversed())
    for (const [query, count] of [
      ['state=waiting', 2],
      ['kind=disassociate', 0],
      [`appId=${asset.id}`, 3],
      [`tokenId=${asset.tokenId}`, 3],
      [`deviceId=${first.id}`, 1],
      ['search=firs', 1],
      [`search=${first.serialNumber}`, 1],
      ['search=keyn', 3],
      ['search=nothing', 0],
    ] as const) {
      const found = await list(query)
      expect([query, found.totalCount, found.value.length]).toEqual([query, count, count])
    }
  })
})

describe('400', () => {
  it.each(['state=gone', 'appId=1', 'limit=0', 'limit=201', 'sort=target'])('refuses %s', async (query) => {
    const answer = await app.call('GET', `/api/v1/orders?${query}`, { as: reader })
    const [parameter] = query.split('=')
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ path: `query.${parameter}` }] } } })
  })
})
