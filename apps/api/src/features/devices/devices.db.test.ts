import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssociation,
  addDevice,
  addGroup,
  addOrder,
  addPerson,
  addToken,
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

  it('lists the licenses of the device’s user among its apps, marked as theirs, and no books', async () => {
    const person = await addPerson(db)
    const device = await addDevice(db, { personId: person.id })
    const token = await addToken(db)
    const user = await addVppUser(db, { personId: person.id, tokenId: token.id, status: 'Associated' })
    const [both, book] = [
      await addAsset(db, { tokenId: token.id, name: 'Both' }),
      await addAsset(db, { tokenId: token.id, name: 'Moby-Dick', productType: 'Book' }),
    ]
    await addAssociation(db, { assetId: both.id, target: device.serialNumber ?? '' })
    for (const { id: assetId } of [both, book]) {
      await addAssociation(db, { assetId, targetType: 'user', target: user.clientUserId })
    }
    const awaited = await addAsset(db, { tokenId: token.id, name: 'Awaited' })
    await addOrder(db, {
      asset: awaited,
      device,
      deviceId: null,
      targetType: 'user',
      target: user.clientUserId,
      personId: person.id,
      state: 'awaitingAcceptance',
    })
    // Another token’s user of the same name is somebody else.
    const elsewhere = await addAsset(db)
    await addAssociation(db, { assetId: elsewhere.id, targetType: 'user', target: user.clientUserId })
    expect((await get(`/${device.id}/apps`)).body).toMatchObject({
      totalCount: 3,
      value: [
        { name: 'Awaited', licenseType: 'user', standing: 'awaitingAcceptance' },
        { name: 'Both', licenseType: 'device', standing: 'held' },
        { name: 'Both', licenseType: 'user', standing: 'held' },
      ],
    })
    const { body } = await app.call('GET', `/api/v1/users/${person.id}/apps?limit=2`, { as: reader })
    expect(body).toMatchObject({
      totalCount: 3,
      value: [
        { name: 'Awaited', productType: 'App', standing: 'awaitingAcceptance' },
        { name: 'Both', licenseType: 'user', standing: 'held' },
      ],
    })
    const { nextCursor } = body as { nextCursor: string }
    const rest = await app.call('GET', `/api/v1/users/${person.id}/apps?cursor=${nextCursor}`, { as: reader })
    expect(rest.body).toMatchObject({ value: [{ name: 'Moby-Dick', productType: 'Book', standing: 'held' }] })
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
