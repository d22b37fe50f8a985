import { randomUUID } from 'node:crypto'
import { addAsset, addAssignment, addDevice, addGroup, addPerson, openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let manager: string

beforeAll(async () => {
  app = await startApp(database)
  manager = await app.signInAs('appManager')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const call = (method: string, path: string, json?: unknown) =>
  app.call(method, `/api/v1/groups${path}`, { as: manager, ...(json === undefined ? {} : { json }) })
const members = async (id: string, query = '') =>
  (await call('GET', `/${id}/members?${query}`)).body as { value: { id: string; detail: string }[]; totalCount: number }

describe('200', () => {
  it('counts members and assignments, filters by kind and finds parts of the name', async () => {
    const device = await addDevice(db)
    const group = await addGroup(db, { displayName: 'Klasse 7b', memberIds: [device.id] })
    await addAssignment(db, { assetId: (await addAsset(db)).id, groupId: group.id })
    const person = await addPerson(db)
    const people = await addGroup(db, { displayName: 'Lehrer', kind: 'user', memberIds: [person.id] })
    expect((await call('GET', `/${group.id}`)).body).toMatchObject({
      memberCount: 1,
      assignmentCount: 1,
      kind: 'device',
    })
    expect((await call('GET', '?kind=user')).body).toMatchObject({
      totalCount: 1,
      value: [{ id: people.id, memberCount: 1 }],
    })
    expect((await call('GET', '?search=7B')).body).toMatchObject({ totalCount: 1, value: [{ id: group.id }] })
    expect(await members(people.id)).toMatchObject({ value: [{ id: person.id, detail: person.email }] })
    expect(await members(group.id)).toMatchObject({ value: [{ id: device.id, detail: device.serialNumber }] })
    expect(await members(group.id, `search=${device.serialNumber}`)).toMatchObject({ totalCount: 1 })
    expect(await members(group.id, 'search=nobody')).toMatchObject({ totalCount: 0 })
  })

  it('renames', async () => {
    const group = await addGroup(db, { description: 'stays' })
    const answer = await call('PATCH', `/${group.id}`, { displayName: ' Renamed ' })
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'Renamed', description: 'stays' } })
  })

  it('replaces members by exactly these', async () => {
    const [a, b, c] = [await addDevice(db), await addDevice(db), await addDevice(db)]
    const group = await addGroup(db, { memberIds: [a.id, b.id] })
    const answer = await call('PUT', `/${group.id}/members`, { ids: [b.id, c.id, c.id] })
    expect(answer).toMatchObject({ status: 200, body: { added: 1, removed: 1, memberCount: 2 } })
    expect((await members(group.id)).value.map(({ id }) => id).toSorted()).toEqual([b.id, c.id].toSorted())
  })

  it('adds pasted serial numbers and removes by id', async () => {
    const [a, b] = [await addDevice(db), await addDevice(db)]
    const group = await addGroup(db, { memberIds: [a.id] })
    const json = { addSerialNumbers: [` ${b.serialNumber?.toLowerCase()} `], removeIds: [a.id] }
    const answer = await call('PATCH', `/${group.id}/members`, json)
    expect(answer).toMatchObject({ status: 200, body: { added: 1, removed: 1, memberCount: 1 } })
  })

  it('adds people by e-mail address or Managed Apple Account, whatever the capitals', async () => {
    const [a, b] = [await addPerson(db), await addPerson(db, { managedAppleId: 'ada@managed.example' })]
    const group = await addGroup(db, { kind: 'user' })
    const json = { addEmails: [` ${a.email.toUpperCase()} `, 'Ada@Managed.example', b.email] }
    const answer = await call('PATCH', `/${group.id}/members`, json)
    expect(answer).toMatchObject({ status: 200, body: { added: 2, removed: 0, memberCount: 2 } })
  })

  it('takes 20,000 members at once', async () => {
    await database.pool.query(
      `insert into devices (serial_number, name, model) select 'BULK' || n, 'Bulk ' || n, 'iPad' from generate_series(1, 20000) n`,
    )
    const { rows } = await database.pool.query<{ id: string }>(
      `select id from devices where serial_number like 'BULK%'`,
    )
    const group = await addGroup(db)
    const answer = await call('PUT', `/${group.id}/members`, { ids: rows.map(({ id }) => id) })
    expect(answer).toMatchObject({ status: 200, body: { added: 20_000, memberCount: 20_000 } })
  })
})

describe('201', () => {
  it('creates a group', async () => {
    const answer = await call('POST', '', { displayName: 'New', kind: 'device' })
    expect(answer).toMatchObject({ status: 201, body: { displayName: 'New', description: '', memberCount: 0 } })
    expect(answer.headers.get('Location')).toBe(`/api/v1/groups/${(answer.body as { id: string }).id}`)
  })
})

describe('204', () => {
  it('deletes a group and the assignments to it', async () => {
    const group = await addGroup(db)
    const assignment = await addAssignment(db, { assetId: (await addAsset(db)).id, groupId: group.id })
    expect(await call('DELETE', `/${group.id}`)).toMatchObject({ status: 204, text: '' })
    expect(await call('GET', `/${group.id}`)).toMatchObject({ status: 404 })
    expect(await db.assignment.count({ where: { id: assignment.id } })).toBe(0)
  })
})

describe('400', () => {
  it('lists every unknown serial number and changes nothing', async () => {
    const device = await addDevice(db)
    const group = await addGroup(db)
    const json = { addSerialNumbers: ['UNKNOWN1', device.serialNumber, 'UNKNOWN2'] }
    const answer = await call('PATCH', `/${group.id}/members`, json)
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'body.addSerialNumbers.0' }, { path: 'body.addSerialNumbers.2' }] } },
    })
    expect((await members(group.id)).totalCount).toBe(0)
  })

  it('lists every address that nobody here has, of people who have left too, and adds nobody', async () => {
    const [here, left] = [await addPerson(db), await addPerson(db, { removedAt: new Date() })]
    const group = await addGroup(db, { kind: 'user' })
    const json = { addEmails: ['nobody@example.com', here.email, left.email] }
    const answer = await call('PATCH', `/${group.id}/members`, json)
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'body.addEmails.0' }, { path: 'body.addEmails.2' }] } },
    })
    expect((await members(group.id)).totalCount).toBe(0)
    const devices = await addGroup(db)
    expect(await call('PATCH', `/${devices.id}/members`, { addEmails: [here.email] })).toMatchObject({ status: 400 })
  })

  it('takes no person into a group of devices', async () => {
    const group = await addGroup(db)
    const answer = await call('PUT', `/${group.id}/members`, { ids: [(await addPerson(db)).id] })
    expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ path: 'body.ids.0' }] } } })
  })

  it.each([
    {},
    { displayName: ' ', kind: 'device' },
    { displayName: 'x'.repeat(201), kind: 'device' },
    { displayName: 'x', kind: 'both' },
  ])('refuses to create %j', async (json) => {
    expect(await call('POST', '', json)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
  })

  it('answers a list of wrong ids with at most a thousand of them', async () => {
    const group = await addGroup(db)
    const answer = await call('PUT', `/${group.id}/members`, { ids: Array.from({ length: 5000 }, () => 'x') })
    expect((answer.body as { error: { details: unknown[] } }).error.details).toHaveLength(1000)
  })
})

describe('404', () => {
  it.each([
    ['GET', '', undefined],
    ['PATCH', '', {}],
    ['DELETE', '', undefined],
    ['GET', '/members', undefined],
    ['PUT', '/members', { ids: [] }],
    ['PATCH', '/members', {}],
  ])('%s %s of a group that is not there', async (method, path, json) => {
    expect(await call(method, `/${randomUUID()}${path}`, json)).toMatchObject({ status: 404 })
  })
})

describe('409', () => {
  it('refuses a name that another group has', async () => {
    await addGroup(db, { displayName: 'Taken' })
    const group = await addGroup(db)
    expect(await call('POST', '', { displayName: 'Taken', kind: 'user' })).toMatchObject({ status: 409 })
    expect(await call('PATCH', `/${group.id}`, { displayName: 'Taken' })).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', details: [{ path: 'body.displayName' }] } },
    })
  })
})
