import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssignment,
  addAssociation,
  addDevice,
  addGroup,
  addPerson,
  addVppUser,
  openTestDatabase,
} from '@pomona/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type StartedApp } from '../../testing/start-app.ts'

const database = await openTestDatabase()
const db = database.prisma
let app: StartedApp
let helpdesk: string
let manager: string

beforeAll(async () => {
  app = await startApp(database)
  helpdesk = await app.signInAs('helpdesk')
  manager = await app.signInAs('appManager')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const required = (groupId: string, licenseType = 'device') => ({
  target: { kind: 'group', groupId },
  intent: 'required',
  licenseType,
})
const plan = (assetId: string, assignments: unknown, noun = 'apps') =>
  app.call('POST', `/api/v1/${noun}/${assetId}/assignments/plan`, { as: helpdesk, json: { assignments } })
const planGroup = (groupId: string, json: unknown) =>
  app.call('POST', `/api/v1/groups/${groupId}/plan`, { as: helpdesk, json })

/** An app with one license, and a group of two devices. */
async function scene() {
  const asset = await addAsset(db, { name: 'Keynote', totalCount: 1 })
  const devices = [await addDevice(db, { name: 'Ada’s iPad' }), await addDevice(db, { name: 'Bob’s iPad' })]
  const group = await addGroup(db, { memberIds: devices.map(({ id }) => id) })
  return { asset, devices, group }
}

describe('200', () => {
  it('shows a shortage before the list is saved, and who is short (P19)', async () => {
    const { asset, group } = await scene()
    const assignments = [required(group.id)]
    const { status, body } = await plan(asset.id, assignments)
    expect([status, body]).toMatchObject([
      200,
      {
        outcomes: [
          { outcome: 'gets', count: 1 },
          { outcome: 'short', count: 1 },
        ],
        conflictCount: 0,
        refusals: [],
        prompts: [{ scenario: 'corporateDeviceLicense', count: 2 }],
        tokens: [{ appId: asset.id, availableBefore: 1, availableAfter: 0, shortCount: 1, isUnlimited: false }],
      },
    ])
    const items = await app.call('POST', `/api/v1/apps/${asset.id}/assignments/plan/items`, {
      as: helpdesk,
      json: { assignments, show: 'short' },
    })
    expect(items.body).toMatchObject({ totalCount: 1, value: [{ device: { name: 'Bob’s iPad' }, place: 1 }] })
  })

  it('plans a book for people, and warns that it never comes back (P16)', async () => {
    const book = await addAsset(db, { productType: 'Book', deviceAssignable: false, revocable: false })
    const readers = await addGroup(db, { kind: 'user', memberIds: [(await addPerson(db)).id] })
    expect((await plan(book.id, [required(readers.id, 'user')], 'books')).body).toMatchObject({
      outcomes: [{ outcome: 'invites', count: 1 }],
      warnings: [expect.stringContaining('never comes back'), expect.any(String)],
    })
  })

  it('saves a plan that still holds', async () => {
    const { asset, group } = await scene()
    const assignments = [required(group.id)]
    const { hash } = (await plan(asset.id, assignments)).body as { hash: string }
    const saved = await app.call('PUT', `/api/v1/apps/${asset.id}/assignments`, {
      as: manager,
      json: { assignments, planHash: hash },
      headers: { 'If-Match': '"0"' },
    })
    expect(saved.status).toBe(200)
  })

  it('shows app by app what a change of members does, for those it touches alone', async () => {
    const { asset, devices, group } = await scene()
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    await addAssociation(db, { assetId: asset.id, target: devices[0]?.serialNumber ?? '' })
    await db.asset.update({ where: { id: asset.id }, data: { availableCount: 0, assignedCount: 1 } })
    const joining = await addDevice(db)
    const change = { addSerialNumbers: [joining.serialNumber], removeIds: [devices[0]?.id] }
    const planned = await planGroup(group.id, change)
    const outcomes = [
      { outcome: 'short', count: 1 },
      { outcome: 'stays', count: 1 },
    ]
    expect(planned.body).toMatchObject({
      added: 1,
      removed: 1,
      outcomes,
      apps: [{ appId: asset.id, appName: 'Keynote', outcomes }],
    })
    expect(await db.deviceGroupMember.count({ where: { groupId: group.id } })).toBe(2)
    const { hash: planHash } = planned.body as { hash: string }
    const saved = await app.call('PATCH', `/api/v1/groups/${group.id}/members`, {
      as: manager,
      json: { ...change, planHash },
    })
    expect([saved.status, saved.body]).toEqual([200, { added: 1, removed: 1, memberCount: 2 }])
  })

  it('shows what replacing all members does', async () => {
    const { asset, devices, group } = await scene()
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    expect((await planGroup(group.id, { ids: [devices[0]?.id] })).body).toMatchObject({
      added: 0,
      removed: 1,
      apps: [],
    })
  })

  it('shows what deleting a group does, and deletes it as planned', async () => {
    const { asset, devices, group } = await scene()
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    await addAssociation(db, { assetId: asset.id, target: devices[0]?.serialNumber ?? '' })
    const planned = await planGroup(group.id, { delete: true })
    expect(planned.body).toMatchObject({ removed: 2, outcomes: [{ outcome: 'stays', count: 1 }] })
    const { hash } = planned.body as { hash: string }
    const deleted = await app.call('DELETE', `/api/v1/groups/${group.id}?planHash=${encodeURIComponent(hash)}`, {
      as: manager,
    })
    expect([deleted.status, await db.group.count({ where: { id: group.id } })]).toEqual([204, 0])
  })

  it('shows what taking all licenses of an app, a device and a person back does (P24)', async () => {
    const { asset, devices, group } = await scene()
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    const person = await addPerson(db)
    const vppUser = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status: 'Associated' })
    const book = await addAsset(db, { tokenId: asset.tokenId, productType: 'Book', revocable: false })
    await addAssociation(db, { assetId: asset.id, target: devices[0]?.serialNumber ?? '' })
    for (const assetId of [asset.id, book.id]) {
      await addAssociation(db, { assetId, target: vppUser.clientUserId, targetType: 'user' })
    }
    const read = async (path: string) => (await app.call('GET', `/api/v1/${path}`, { as: helpdesk })).body
    expect(await read(`apps/${asset.id}/licenses/revoke-plan`)).toMatchObject({
      goingCount: 2,
      stillDueCount: 1,
      irrevocableCount: 0,
      alreadyOrderedCount: 0,
    })
    expect(await read(`devices/${devices[0]?.id}/revoke-licenses-plan`)).toMatchObject({
      goingCount: 1,
      stillDueCount: 1,
    })
    expect(await read(`users/${person.id}/revoke-licenses-plan`)).toMatchObject({
      goingCount: 1,
      stillDueCount: 0,
      irrevocableCount: 1,
    })
  })
})

describe('400', () => {
  it('lists every fault of a list and every unknown member, as saving them does', async () => {
    const { asset, group } = await scene()
    expect((await plan(asset.id, [required(randomUUID())])).body).toMatchObject({
      error: { code: 'invalid_input', details: [{ path: 'body.assignments.0.target.groupId' }] },
    })
    const unknown = await planGroup(group.id, { addSerialNumbers: ['NOBODY1'], addIds: [randomUUID()] })
    expect([unknown.status, unknown.body]).toMatchObject([
      400,
      { error: { details: [{ path: 'body.addIds.0' }, { path: 'body.addSerialNumbers.0' }] } },
    ])
  })
})

describe('404', () => {
  it.each(['apps', 'books', 'groups'])('of %s that are not there', async (noun) => {
    const missing =
      noun === 'groups' ? await planGroup(randomUUID(), { delete: true }) : await plan(randomUUID(), [], noun)
    expect(missing.status).toBe(404)
  })
})

describe('409 plan_changed', () => {
  it('when licenses were taken since the plan, and nothing is saved', async () => {
    const { asset, group } = await scene()
    const assignments = [required(group.id)]
    const { hash } = (await plan(asset.id, assignments)).body as { hash: string }
    await db.asset.update({ where: { id: asset.id }, data: { availableCount: 0, assignedCount: 1 } })
    const saved = await app.call('PUT', `/api/v1/apps/${asset.id}/assignments`, {
      as: manager,
      json: { assignments, planHash: hash },
      headers: { 'If-Match': '"0"' },
    })
    expect([saved.status, saved.body]).toMatchObject([
      409,
      {
        error: {
          code: 'plan_changed',
          message: '1 license of Keynote was taken meanwhile: look at the plan again.',
        },
      },
    ])
    expect(await db.assignment.count({ where: { assetId: asset.id } })).toBe(0)
  })

  it('when a group that is to be deleted has another member', async () => {
    const { asset, group } = await scene()
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    const { hash } = (await planGroup(group.id, { delete: true })).body as { hash: string }
    const joining = await addDevice(db)
    await addAssociation(db, { assetId: asset.id, target: joining.serialNumber ?? '' })
    await db.deviceGroupMember.create({ data: { groupId: group.id, deviceId: joining.id } })
    const deleted = await app.call('DELETE', `/api/v1/groups/${group.id}?planHash=${encodeURIComponent(hash)}`, {
      as: manager,
    })
    expect([deleted.status, await db.group.count({ where: { id: group.id } })]).toEqual([409, 1])
  })
})
