import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssociation,
  addDevice,
  addGroup,
  addOrder,
  addPerson,
  addToken,
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

const get = (path: string) => app.call('GET', `/api/v1/devices${path}`, { as: reader })
const found = async (query: string) =>
  ((await get(`?${query}`)).body as { value: { name: string }[] }).value.map(({ name }) => name)

describe('200', () => {
  it('shows a device with its person, its groups and its licenses', async () => {
    const person = await addPerson(db, { displayName: 'Ada' })
    const device = await addDevice(db, {
      name: 'Ada’s iPad',
      personId: person.id,
      isSupervised: true,
      osVersion: '26.1',
    })
    const group = await addGroup(db, { memberIds: [device.id] })
    const token = await addToken(db, { displayName: 'Berlin' })
    const held = await addAsset(db, { tokenId: token.id, name: 'Keynote' })
    const short = await addAsset(db, { tokenId: token.id, name: 'Pages' })
    await addAssociation(db, { assetId: held.id, target: device.serialNumber ?? '' })
    await addOrder(db, { asset: short, device: await addDevice(db), queuedAt: new Date(0) })
    await addOrder(db, { asset: short, device, reason: 'No license left.' })

    expect((await get(`/${device.id}`)).body).toMatchObject({
      name: 'Ada’s iPad',
      person: { id: person.id, displayName: 'Ada' },
      isSupervised: true,
      heldCount: 1,
      waitingCount: 1,
      groups: [{ id: group.id, displayName: group.displayName }],
    })
    expect((await get(`/${device.id}/apps`)).body).toMatchObject({
      totalCount: 2,
      value: [
        { appId: held.id, name: 'Keynote', tokenName: 'Berlin', standing: 'held', place: null, reason: null },
        { appId: short.id, standing: 'waiting', place: 2, reason: 'No license left.' },
      ],
    })
    expect((await get(`/${device.id}/apps?search=page`)).body).toMatchObject({ totalCount: 1 })
  })

  it('filters by owner and group, and finds parts of name and serial number', async () => {
    const lab = await addDevice(db, { name: 'Lab Mac_1', serialNumber: 'FVFLAB0001', ownership: 'personal' })
    const group = await addGroup(db, { memberIds: [lab.id] })
    expect(await found('ownership=personal')).toEqual(['Lab Mac_1'])
    expect(await found(`groupId=${group.id}`)).toEqual(['Lab Mac_1'])
    const person = await addPerson(db)
    await addDevice(db, { name: 'Own', personId: person.id })
    expect(await found(`personId=${person.id}`)).toEqual(['Own'])
    expect(await found('search=vflab')).toEqual(['Lab Mac_1'])
    expect(await found('search=mac+0001')).toEqual(['Lab Mac_1'])
    expect(await found('search=mac%251')).toEqual([])
    expect(await found('search=mac%5C')).toEqual([])
  })

  it('sorts a device without a serial number first', async () => {
    const hidden = await addDevice(db, { serialNumber: null })
    expect((await get('?sort=serialNumber')).body).toHaveProperty('value.0.id', hidden.id)
    expect((await get(`/${hidden.id}/apps`)).body).toEqual({ value: [], totalCount: 0 })
  })
})

describe('404', () => {
  it.each(['', '/apps'])('has nothing at %s of a device that is not there', async (path) => {
    expect(await get(`/${randomUUID()}${path}`)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
  })
})
