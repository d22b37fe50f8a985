import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssociation,
  addDevice,
  addOrder,
  addPerson,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
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

describe('trying a failed order again', () => {
  const retry = (id: string) => app.call('POST', `/api/v1/orders/${id}/retry`, { as: reader, json: {} })
  const failed = async () => {
    const asset = await addAsset(db, { name: 'Numbers' })
    const device = await addDevice(db, { name: 'Left behind' })
    const order = await addOrder(db, {
      asset,
      device,
      state: 'failed',
      reason: 'Apple said no.',
      createdAt: new Date(0),
    })
    return { asset, device, order }
  }
  const userOrder = async (status: 'Registered' | 'Associated' | 'Retired') => {
    const asset = await addAsset(db)
    const person = await addPerson(db, { displayName: 'Wanda Wait' })
    const user = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status })
    return db.licenseOrder.create({
      data: {
        tokenId: asset.tokenId,
        assetId: asset.id,
        kind: 'associate',
        targetType: 'user',
        target: user.clientUserId,
        personId: person.id,
        state: 'failed',
        priority: 1,
        targetName: person.displayName,
        settledAt: new Date(),
      },
    })
  }

  it('202: puts a new order at the end of the line, has it worked out, and records who wanted it', async () => {
    const { asset, device, order } = await failed()
    await addOrder(db, { asset, device: await addDevice(db), queuedAt: new Date(1) })
    const answer = await retry(order.id)
    expect(answer).toMatchObject({
      status: 202,
      body: { state: 'waiting', place: 2, target: device.serialNumber, reason: null, settledAt: null },
    })
    expect(answer.body).not.toMatchObject({ id: order.id })
    expect(await db.activity.findFirst({ orderBy: { at: 'desc' } })).toMatchObject({
      action: 'retried',
      resourceId: asset.id,
      summary: 'tried the order of Numbers for Left behind again',
    })
    const { rows } = await database.pool.query('select key from graphile_worker.jobs where key = $1', [
      `orders:${asset.tokenId}`,
    ])
    expect(rows).toHaveLength(1)
  })

  it('202: a license that was to go back is asked back at once', async () => {
    const { asset, device } = await failed()
    await addAssociation(db, { assetId: asset.id, target: device.serialNumber ?? '' })
    const order = await addOrder(db, { asset, device, kind: 'disassociate', state: 'failed' })
    expect(await retry(order.id)).toMatchObject({ status: 202, body: { state: 'reserved', kind: 'disassociate' } })
  })

  it.each([
    ['Registered', { status: 202, body: { state: 'awaitingAcceptance', person: { displayName: 'Wanda Wait' } } }],
    ['Associated', { status: 202, body: { state: 'waiting' } }],
    ['Retired', { status: 409 }],
  ] as const)('a person who is %s at Apple is answered as fits', async (status, answer) => {
    const order = await userOrder(status)
    expect(await retry(order.id)).toMatchObject(answer)
    expect(await list('search=wand+wait')).toHaveProperty('totalCount')
  })

  it('202: of ten who try at once, one makes a new order', async () => {
    const { order } = await failed()
    const answers = await Promise.all(Array.from({ length: 10 }, () => retry(order.id)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  })

  it('409: an order that has not failed, a newer one, and what is held by now are not tried again', async () => {
    const { asset, device, order } = await failed()
    const waiting = await addOrder(db, { asset, device })
    expect(await retry(waiting.id)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect(await retry(order.id)).toMatchObject({ status: 409 })
    await db.licenseOrder.delete({ where: { id: waiting.id } })
    await addAssociation(db, { assetId: asset.id, target: device.serialNumber ?? '' })
    expect(await retry(order.id)).toMatchObject({ status: 409 })
  })

  it('404: there is no such order', async () => {
    expect(await retry(randomUUID())).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
  })
})

describe('400', () => {
  it.each(['state=gone', 'appId=1', 'limit=0', 'limit=201', 'sort=target'])('refuses %s', async (query) => {
    const answer = await app.call('GET', `/api/v1/orders?${query}`, { as: reader })
    const [parameter] = query.split('=')
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ path: `query.${parameter}` }] } } })
  })
})
