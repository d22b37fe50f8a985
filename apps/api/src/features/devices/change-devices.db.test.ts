import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssignment,
  addAssociation,
  addDevice,
  addOrder,
  addPerson,
  openTestDatabase,
} from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let admin: string

beforeAll(async () => {
  app = await startApp(database)
  admin = await app.signInAs('admin')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const change = (id: string, json: unknown) => app.call('PATCH', `/api/v1/devices/${id}`, { as: admin, json })
const forget = (id: string, query = '') => app.call('DELETE', `/api/v1/devices/${id}${query}`, { as: admin })
const ordersOf = async (target: string | null) =>
  (await db.licenseOrder.findMany({ where: { target: target ?? '' }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind, state }) => `${kind} ${state}`,
  )

describe('200', () => {
  it('names a device, says whose it is and how it is used, and has its apps worked out again', async () => {
    const [device, before, after] = [await addDevice(db), await addPerson(db), await addPerson(db)]
    await db.device.update({ where: { id: device.id }, data: { personId: before.id } })
    const asset = await addAsset(db)
    await addAssignment(db, { assetId: asset.id })
    expect(
      await change(device.id, { name: 'Front desk', personId: after.id, ownership: 'personal', isKiosk: true }),
    ).toMatchObject({
      status: 200,
      body: { name: 'Front desk', person: { id: after.id }, ownership: 'personal', isKiosk: true },
    })
    const marks = await db.reconcileMark.findMany({ where: { adamId: asset.adamId } })
    expect(new Set(marks.map(({ deviceId, personId }) => deviceId ?? personId))).toEqual(
      new Set([device.id, before.id, after.id]),
    )
    expect(await change(device.id, { personId: null })).toMatchObject({ status: 200, body: { person: null } })
  })
})

describe('204', () => {
  it('P23: a deleted device gives back what it holds and leaves every line', async () => {
    const device = await addDevice(db)
    const [held, waited] = [await addAsset(db), await addAsset(db)]
    await addAssociation(db, { assetId: held.id, target: device.serialNumber ?? '' })
    await addOrder(db, { asset: waited, device, state: 'waiting' })
    expect(await forget(device.id)).toMatchObject({ status: 204 })
    expect((await ordersOf(device.serialNumber)).toSorted()).toEqual(['associate canceled', 'disassociate reserved'])
    expect(await db.device.count({ where: { id: device.id } })).toBe(0)
  })

  it('P23: keeps the licenses when that is asked for', async () => {
    const [device, held] = [await addDevice(db), await addAsset(db)]
    await addAssociation(db, { assetId: held.id, target: device.serialNumber ?? '' })
    expect(await forget(device.id, '?keepLicenses=true')).toMatchObject({ status: 204 })
    expect(await ordersOf(device.serialNumber)).toEqual([])
  })
})

describe('404', () => {
  it('knows no such device, and no such person', async () => {
    expect(await change(randomUUID(), { name: 'x' })).toMatchObject({ status: 404 })
    expect(await forget(randomUUID())).toMatchObject({ status: 404 })
    expect(await change((await addDevice(db)).id, { personId: randomUUID() })).toMatchObject({ status: 404 })
  })
})
