import { randomUUID } from 'node:crypto'
import { addAsset, addAssignment, addDevice, addGroup, openTestDatabase } from '@pomona/db/testing'
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

const address = (assetId: string) => `/api/v1/apps/${assetId}/assignments`
const read = (assetId: string, headers: Record<string, string> = {}) =>
  app.call('GET', address(assetId), { as: manager, headers })
const save = (assetId: string, assignments: unknown, ifMatch?: string) =>
  app.call('PUT', address(assetId), {
    as: manager,
    json: { assignments },
    headers: ifMatch === undefined ? {} : { 'If-Match': ifMatch },
  })
const required = (groupId: string) => ({
  target: { kind: 'group', groupId },
  intent: 'required',
  licenseType: 'device',
})

describe('200', () => {
  it('saves the list as a whole and answers the next version', async () => {
    const [asset, device] = [await addAsset(db), await addDevice(db)]
    const classes = await addGroup(db, { displayName: 'Classes', memberIds: [device.id] })
    const teachers = await addGroup(db, { displayName: 'Teachers' })
    const before = await read(asset.id)
    expect([before.headers.get('ETag'), before.body]).toEqual(['"0"', { assignments: [] }])

    const exclusion = { target: { kind: 'group', groupId: teachers.id, exclude: true } }
    const settings = { isRemovable: false }
    const saved = await save(asset.id, [{ ...required(classes.id), settings }, exclusion], '"0"')
    expect(saved).toMatchObject({
      status: 200,
      body: {
        assignments: [
          {
            target: { kind: 'group', groupId: classes.id, displayName: 'Classes', memberCount: 1 },
            intent: 'required',
            licenseType: 'device',
            settings: { isRemovable: false, uninstallOnDeviceRemoval: true, preventBackup: false },
          },
          { target: { groupId: teachers.id, exclude: true, memberCount: 0 } },
        ],
      },
    })
    expect(saved.headers.get('ETag')).toBe('"1"')
    expect((await read(asset.id)).body).toEqual(saved.body)
    const { rows } = await database.pool.query(
      `select 1 from graphile_worker.jobs where task_identifier = 'reconcile-title'`,
    )
    expect(rows).toHaveLength(1)

    expect(await save(asset.id, [], '"1"')).toMatchObject({ status: 200, body: { assignments: [] } })
    expect((await read(asset.id)).headers.get('ETag')).toBe('"2"')
  })

  it('names everybody, with their number', async () => {
    const asset = await addAsset(db)
    await addAssignment(db, { assetId: asset.id })
    const { body } = await read(asset.id)
    const count = await db.device.count()
    expect(body).toMatchObject({ assignments: [{ target: { displayName: 'All devices', memberCount: count } }] })
  })
})

describe('304', () => {
  it('answers nothing new to whoever has the current version', async () => {
    const asset = await addAsset(db)
    expect(await read(asset.id, { 'If-None-Match': '"0"', 'Cache-Control': 'max-age=0' })).toMatchObject({
      status: 304,
      text: '',
    })
  })
})

describe('400', () => {
  it('lists every fault with its place', async () => {
    const asset = await addAsset(db)
    const answer = await save(
      asset.id,
      [
        { target: { kind: 'group' }, intent: 'required' },
        { target: { kind: 'allDevices', exclude: true }, intent: 'sometimes' },
        { target: { kind: 'group', groupId: 'x' }, licenseType: 'floating' },
      ],
      '"0"',
    )
    const { details } = (answer.body as { error: { details: { path: string }[] } }).error
    expect([answer.status, details.map(({ path }) => path)]).toEqual([
      400,
      [
        'body.assignments.0.target.groupId',
        'body.assignments.1.target.exclude',
        'body.assignments.1.intent',
        'body.assignments.2.target.groupId',
        'body.assignments.2.licenseType',
      ],
    ])
  })

  it('refuses groups that are gone or named twice', async () => {
    const [asset, group] = [await addAsset(db), await addGroup(db)]
    const list = [required(group.id), required(randomUUID()), required(group.id)]
    const answer = await save(asset.id, list, '"0"')
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
    const { details } = (answer.body as { error: { details: { path: string }[] } }).error
    expect(details.map(({ path }) => path)).toEqual(['body.assignments.1.target.groupId', 'body.assignments.2.target'])
    expect((await read(asset.id)).headers.get('ETag')).toBe('"0"')
  })

  it('P14: refuses Device licensing of what Apple does not license to devices', async () => {
    const [asset, group] = [await addAsset(db, { deviceAssignable: false }), await addGroup(db)]
    expect(await save(asset.id, [required(group.id)], '"0"')).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'body.assignments.0.licenseType' }] } },
    })
    const byDefault = { target: { kind: 'group', groupId: group.id }, intent: 'required' }
    expect(await save(asset.id, [byDefault], '"0"')).toMatchObject({
      status: 200,
      body: { assignments: [{ licenseType: 'user' }] },
    })
  })

  it('P16: refuses to uninstall a book, and Device licensing of one', async () => {
    const book = await addAsset(db, { productType: 'Book', deviceAssignable: false })
    const people = await addGroup(db, { kind: 'user' })
    const target = { kind: 'group', groupId: people.id }
    const saveBook = (assignments: unknown) =>
      app.call('PUT', `/api/v1/books/${book.id}/assignments`, {
        as: manager,
        json: { assignments },
        headers: { 'If-Match': '"0"' },
      })
    expect(await saveBook([{ target, intent: 'uninstall', licenseType: 'device' }])).toMatchObject({
      status: 400,
      body: { error: { details: [{ path: 'body.assignments.0.intent' }, { path: 'body.assignments.0.licenseType' }] } },
    })
    expect(await save(book.id, [], '"0"')).toMatchObject({ status: 404 })
    expect(await saveBook([{ target, intent: 'required' }])).toMatchObject({
      status: 200,
      body: { assignments: [{ intent: 'required', licenseType: 'user' }] },
    })
    expect(await app.call('GET', `/api/v1/books/${book.id}/licenses`, { as: manager })).toMatchObject({
      status: 200,
      body: { value: [] },
    })
  })

  it('P14: takes every kind of target, with its intent and license type', async () => {
    const [asset, people] = [await addAsset(db), await addGroup(db, { kind: 'user' })]
    const list = [
      { target: { kind: 'allUsers' }, intent: 'available', licenseType: 'user' },
      { target: { kind: 'allDevices' }, intent: 'uninstall', licenseType: 'device' },
      { target: { kind: 'group', groupId: people.id }, intent: 'required', licenseType: 'user' },
    ]
    expect(await save(asset.id, list, '"0"')).toMatchObject({ status: 200, body: { assignments: list } })
  })
})

describe('404', () => {
  it('has no list for an app that is not there', async () => {
    expect(await read(randomUUID())).toMatchObject({ status: 404 })
    expect(await save(randomUUID(), [], '"0"')).toMatchObject({ status: 404 })
  })
})

describe('412', () => {
  it('refuses a change of a list that somebody else has changed since', async () => {
    const [asset, group] = [await addAsset(db), await addGroup(db)]
    expect(await save(asset.id, [required(group.id)], '"0"')).toMatchObject({ status: 200 })
    expect(await save(asset.id, [], '"0"')).toMatchObject({
      status: 412,
      body: { error: { code: 'precondition_failed' } },
    })
    expect((await read(asset.id)).body).toMatchObject({ assignments: [{ target: { groupId: group.id } }] })
  })

  it('refuses a change of a list that a deleted group has left since', async () => {
    const [asset, group] = [await addAsset(db), await addGroup(db)]
    await save(asset.id, [required(group.id)], '"0"')
    expect(await app.call('DELETE', `/api/v1/groups/${group.id}`, { as: manager })).toMatchObject({ status: 204 })
    expect(await save(asset.id, [], '"1"')).toMatchObject({ status: 412 })
    expect(await save(asset.id, [], '"2"')).toMatchObject({ status: 200 })
  })

  it('lets exactly one of two administrators win', async () => {
    const [asset, group] = [await addAsset(db), await addGroup(db)]
    const answers = await Promise.all([save(asset.id, [required(group.id)], '"0"'), save(asset.id, [], '"0"')])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]))
  })

  it.each(['*', 'W/"0"', '0', '"0", "1"', '"zero"'])('refuses If-Match: %s', async (ifMatch) => {
    const asset = await addAsset(db)
    expect(await save(asset.id, [], ifMatch)).toMatchObject({ status: 412 })
  })
})

describe('428', () => {
  it('refuses a change without a version', async () => {
    const asset = await addAsset(db)
    expect(await save(asset.id, [])).toMatchObject({ status: 428, body: { error: { code: 'precondition_required' } } })
  })
})
