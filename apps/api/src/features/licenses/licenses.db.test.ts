import { randomUUID } from 'node:crypto'
import {
  addAsset,
  addAssignment,
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
let manager: string

beforeAll(async () => {
  app = await startApp(database)
  manager = await app.signInAs('appManager')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

type License = { target: string; standing: string; place: number | null; isUnassigned: boolean; reason: string | null }

async function list(assetId: string, query = '') {
  const { status, body } = await app.call('GET', `/api/v1/apps/${assetId}/licenses?${query}`, { as: manager })
  expect(status).toBe(200)
  const { value, totalCount } = body as { value: License[]; totalCount: number }
  return { value, totalCount, short: value.map(({ target, standing, place }) => [target, standing, place]) }
}

const addNamed = (name: string) =>
  addDevice(db, { name, serialNumber: `SN-${name.toUpperCase()}-${randomUUID().slice(0, 4)}`.toUpperCase() })
const addAllNamed = (...names: string[]) => Promise.all(names.map(addNamed))
const serialOf = (device: { serialNumber: string | null }) => device.serialNumber ?? ''

describe('200', () => {
  it('lists the line by place, then targets by name, then those whom only Apple knows', async () => {
    const asset = await addAsset(db)
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
    const [zoe, anna, bert, cleo] = await addAllNamed('zoe', 'anna', 'Bert', 'cleo')
    const [dora, emil, finn] = await addAllNamed('dora', 'Emil', 'finn')
    if (!zoe || !anna || !bert || !cleo || !dora || !emil || !finn) throw new Error('no devices')
    // Required before Available, then time, then name.
    await addOrder(db, { asset, device: zoe, queuedAt: at(1), reason: 'No license left.' })
    await addOrder(db, { asset, device: anna, queuedAt: at(2), priority: 1 })
    await addOrder(db, { asset, device: cleo, queuedAt: at(5) })
    await addOrder(db, { asset, device: bert, queuedAt: at(5) })
    await addAssociation(db, { assetId: asset.id, target: serialOf(finn) })
    await addOrder(db, { asset, device: emil, state: 'sent' })
    await addOrder(db, { asset, device: dora, state: 'failed', reason: 'Apple does not know it.' })
    await addAssociation(db, { assetId: asset.id, target: 'FOREIGN-1' })
    await addAssociation(db, { assetId: asset.id, target: 'somebody', targetType: 'user' })

    const { short, value, totalCount } = await list(asset.id)
    expect(short).toEqual([
      [zoe.serialNumber, 'waiting', 1],
      [bert.serialNumber, 'waiting', 2],
      [cleo.serialNumber, 'waiting', 3],
      [anna.serialNumber, 'waiting', 4],
      [dora.serialNumber, 'failed', null],
      [emil.serialNumber, 'promised', null],
      [finn.serialNumber, 'held', null],
      ['somebody', 'held', null],
      ['FOREIGN-1', 'held', null],
    ])
    expect(totalCount).toBe(9)
    expect(value.map(({ reason }) => reason).filter(Boolean)).toEqual(['No license left.', 'Apple does not know it.'])

    for (const standing of ['waiting', 'held', 'promised', 'failed', 'awaitingRemoval', 'returning']) {
      const filtered = await list(asset.id, `standing=${standing}`)
      expect(filtered.short).toEqual(short.filter(([, actual]) => actual === standing))
      expect(filtered.totalCount).toBe(filtered.value.length)
    }
    expect((await list(asset.id, 'search=ert')).short).toEqual([[bert.serialNumber, 'waiting', 2]])
    expect((await list(asset.id, 'search=foreign')).short).toEqual([['FOREIGN-1', 'held', null]])
    expect((await list(asset.id, `search=${serialOf(finn)}`)).totalCount).toBe(1)
  })

  it.each([
    ['held, nothing ordered', true, [], 'held'],
    ['held, an order for it still open', true, [['associate', 'sent']], 'held'],
    ['held, but in line all the same', true, [['associate', 'waiting']], 'held'],
    ['held, to be given back once the app is gone', true, [['disassociate', 'awaitingRemoval']], 'awaitingRemoval'],
    ['held, on its way back', true, [['disassociate', 'sent']], 'returning'],
    ['held, the return failed', true, [['disassociate', 'failed']], 'held'],
    ['given back, Apple has not said so', false, [['disassociate', 'unknown']], 'returning'],
    ['promised', false, [['associate', 'reserved']], 'promised'],
    ['failed', false, [['associate', 'failed']], 'failed'],
    [
      'failed, then ordered again',
      false,
      [
        ['associate', 'failed'],
        ['associate', 'reserved'],
      ],
      'promised',
    ],
    [
      'failed, then nobody wanted it',
      false,
      [
        ['associate', 'failed'],
        ['associate', 'canceled'],
      ],
      undefined,
    ],
    [
      'failed twice',
      false,
      [
        ['associate', 'failed'],
        ['associate', 'failed'],
      ],
      'failed',
    ],
    [
      'had one, gave it back',
      false,
      [
        ['associate', 'confirmed'],
        ['disassociate', 'confirmed'],
      ],
      undefined,
    ],
    ['the return failed, Apple took it anyway', false, [['disassociate', 'failed']], undefined],
  ] as const)('%s', async (_, isHeld, orders, standing) => {
    const [asset, device] = [await addAsset(db), await addDevice(db)]
    if (isHeld) await addAssociation(db, { assetId: asset.id, target: serialOf(device) })
    for (const [number, [kind, state]] of orders.entries()) {
      await addOrder(db, { asset, device, kind, state, createdAt: new Date(Date.UTC(2026, 0, 1 + number)) })
    }
    const { value, totalCount } = await list(asset.id)
    const expected = standing === undefined ? [] : [standing]
    expect(value.map((license) => license.standing)).toEqual(expected)
    expect(totalCount).toBe(expected.length)

    const { body } = await app.call('GET', `/api/v1/devices/${device.id}/apps`, { as: manager })
    expect((body as { value: License[] }).value.map((one) => one.standing)).toEqual(expected)
  })

  it('marks licenses that no assignment asks for', async () => {
    const asset = await addAsset(db)
    const [wanted, left, excluded] = [await addNamed('a'), await addNamed('b'), await addNamed('c')]
    for (const device of [wanted, left, excluded])
      await addAssociation(db, { assetId: asset.id, target: serialOf(device) })
    const unassigned = async () => (await list(asset.id)).value.map(({ isUnassigned }) => isUnassigned)
    expect(await unassigned()).toEqual([true, true, true])

    const group = await addGroup(db, { memberIds: [wanted.id, excluded.id] })
    await addAssignment(db, { assetId: asset.id, groupId: group.id })
    expect(await unassigned()).toEqual([false, true, false])
    await addAssignment(db, { assetId: asset.id })
    expect(await unassigned()).toEqual([false, false, false])
    const out = await addGroup(db, { memberIds: [excluded.id] })
    await addAssignment(db, { assetId: asset.id, groupId: out.id, isExclusion: true })
    expect(await unassigned()).toEqual([false, false, true])
    await db.assignment.updateMany({ where: { assetId: asset.id, isExclusion: false }, data: { intent: 'uninstall' } })
    expect(await unassigned()).toEqual([true, true, true])
  })
})

describe('people', () => {
  const addHolder = async (asset: { id: string; tokenId: string }, displayName: string) => {
    const person = await addPerson(db, { displayName })
    const user = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status: 'Associated' })
    await addAssociation(db, { assetId: asset.id, target: user.clientUserId, targetType: 'user' })
    return { person, target: user.clientUserId }
  }

  it('stand by name among the devices, are found by name, and are told from those of another system', async () => {
    const asset = await addAsset(db)
    const [first, last] = [await addNamed('anton'), await addNamed('zora')]
    for (const device of [first, last]) await addAssociation(db, { assetId: asset.id, target: serialOf(device) })
    const mia = await addHolder(asset, 'Mia Berg')
    await addAssociation(db, { assetId: asset.id, target: 'theirs', targetType: 'user' })
    await addAssociation(db, { assetId: asset.id, target: 'NOWHERE' })
    const awaiting = await addPerson(db, { displayName: 'Nils' })
    const invited = await addVppUser(db, { tokenId: asset.tokenId, personId: awaiting.id })
    await addOrder(db, {
      asset,
      device: await addDevice(db),
      deviceId: null,
      personId: awaiting.id,
      targetType: 'user',
      target: invited.clientUserId,
      targetName: 'Nils',
      state: 'awaitingAcceptance',
    })
    const targets = async (query = '') => (await list(asset.id, query)).value.map(({ target }) => target)
    const [anton, zora] = [serialOf(first), serialOf(last)]
    expect(await targets()).toEqual([anton, mia.target, invited.clientUserId, zora, 'theirs', 'NOWHERE'])
    expect(await targets('limit=2')).toEqual([anton, mia.target])
    expect(await targets('search=mia')).toEqual([mia.target])
    expect(await targets('standing=awaitingAcceptance')).toEqual([invited.clientUserId])
    const byHolder = {
      device: [anton, zora],
      person: [mia.target, invited.clientUserId],
      foreign: ['theirs'],
      unknown: ['NOWHERE'],
    }
    for (const [holder, expected] of Object.entries(byHolder)) {
      expect([holder, await targets(`holder=${holder}`)]).toEqual([holder, expected])
      expect((await list(asset.id, `holder=${holder}`)).totalCount).toBe(expected.length)
    }
    expect((await list(asset.id)).totalCount).toBe(6)
  })

  it('hold a license without an assignment only where no assignment gives them one', async () => {
    const asset = await addAsset(db)
    const [mia, nils] = [await addHolder(asset, 'Mia'), await addHolder(asset, 'Nils')]
    const group = await addGroup(db, { kind: 'user', memberIds: [mia.person.id] })
    await addAssignment(db, { assetId: asset.id, groupId: group.id, licenseType: 'user' })
    const { value } = await list(asset.id)
    expect(value.map(({ target, isUnassigned }) => [target, isUnassigned])).toEqual([
      [mia.target, false],
      [nils.target, true],
    ])
  })
})

describe('202', () => {
  it('orders licenses back at once and answers for each serial number', async () => {
    const asset = await addAsset(db)
    const [holder, leaving, other] = [await addDevice(db), await addDevice(db), await addDevice(db)]
    for (const device of [holder, leaving]) await addAssociation(db, { assetId: asset.id, target: serialOf(device) })
    await addOrder(db, { asset, device: leaving, kind: 'disassociate', state: 'sent' })
    const serialNumbers = [` ${serialOf(holder).toLowerCase()} `, serialOf(leaving), serialOf(other), 'NOBODY']
    const answer = await app.call('POST', `/api/v1/apps/${asset.id}/licenses/revoke`, {
      as: manager,
      json: { serialNumbers },
    })
    expect(answer.status).toBe(202)
    const { value } = answer.body as { value: { target: string; outcome: string }[] }
    expect(Object.fromEntries(value.map(({ target, outcome }) => [target, outcome]))).toEqual({
      [serialOf(holder)]: 'ordered',
      [serialOf(leaving)]: 'alreadyOrdered',
      [serialOf(other)]: 'notHeld',
      NOBODY: 'notHeld',
    })
    expect((await list(asset.id)).value.map(({ standing }) => standing)).toEqual(['returning', 'returning'])
  })
})

describe('202, more than one at a time', () => {
  it('takes every license of an app back, and answers the revocation to follow', async () => {
    const asset = await addAsset(db, { name: 'Keynote' })
    await addAssociation(db, { assetId: asset.id, target: 'C02REVOKE' })
    const revoke = () =>
      app.call('POST', `/api/v1/apps/${asset.id}/licenses/revoke`, { as: manager, json: { all: true } })
    const answer = await revoke()
    expect(answer).toMatchObject({
      status: 202,
      body: {
        value: [],
        revocation: { tokenId: asset.tokenId, app: { id: asset.id, name: 'Keynote' }, state: 'running' },
      },
    })
    expect(await db.token.findUnique({ where: { id: asset.tokenId } })).toMatchObject({ pausedAt: null })
    expect(await revoke()).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  })

  it('takes back from VPP users, and says what Apple never takes back', async () => {
    const [app1, irrevocable] = [await addAsset(db), await addAsset(db, { revocable: false })]
    for (const { id: assetId } of [app1, irrevocable]) {
      await addAssociation(db, { assetId, targetType: 'user', target: 'user-1' })
    }
    const revoke = async (id: string) => {
      const json = { clientUserIds: ['user-1', 'user-2'] }
      const { body } = await app.call('POST', `/api/v1/apps/${id}/licenses/revoke`, { as: manager, json })
      return (body as { value: { outcome: string }[] }).value.map(({ outcome }) => outcome)
    }
    expect(await revoke(app1.id)).toEqual(['ordered', 'notHeld'])
    expect(await revoke(app1.id)).toEqual(['alreadyOrdered', 'notHeld'])
    expect(await revoke(irrevocable.id)).toEqual(['irrevocable', 'notHeld'])
  })

  it('takes back all that a device holds, of every token', async () => {
    const [device, other] = [await addDevice(db), await addDevice(db)]
    const assets = [await addAsset(db, { name: 'A' }), await addAsset(db, { name: 'B' })]
    const gone = await addAsset(db, { tokenId: (await addToken(db, { deletedAt: new Date() })).id })
    for (const { id: assetId } of [...assets, gone]) await addAssociation(db, { assetId, target: serialOf(device) })
    await addAssociation(db, { assetId: assets[0]?.id ?? '', target: serialOf(other) })
    const revoke = () => app.call('POST', `/api/v1/devices/${device.id}/revoke-licenses`, { as: manager })
    expect(await revoke()).toMatchObject({
      status: 202,
      body: { value: assets.map(({ id }) => ({ appId: id, target: serialOf(device), outcome: 'ordered' })) },
    })
    expect(await revoke()).toMatchObject({
      body: { value: [{ outcome: 'alreadyOrdered' }, { outcome: 'alreadyOrdered' }] },
    })
    expect(await db.licenseOrder.count({ where: { target: serialOf(other) } })).toBe(0)
    expect(await db.activity.findFirst({ where: { resourceId: device.id } })).toMatchObject({
      action: 'released',
      summary: expect.stringContaining('released 2 licenses'),
    })
  })

  it('takes back all that a person holds, as whatever VPP user, and nothing of others of the same id elsewhere', async () => {
    const person = await addPerson(db)
    const [mine, elsewhere] = [await addAsset(db, { name: 'Mine' }), await addAsset(db, { name: 'Elsewhere' })]
    const book = await addAsset(db, { tokenId: mine.tokenId, name: 'Novel', productType: 'Book', revocable: false })
    await db.vppUser.create({
      data: { tokenId: mine.tokenId, personId: person.id, clientUserId: 'same-id', status: 'Associated' },
    })
    for (const { id: assetId } of [mine, book, elsewhere]) {
      await addAssociation(db, { assetId, targetType: 'user', target: 'same-id' })
    }
    expect(await app.call('POST', `/api/v1/users/${person.id}/revoke-licenses`, { as: manager })).toMatchObject({
      status: 202,
      body: {
        value: [
          { appName: 'Mine', licenseType: 'user', outcome: 'ordered' },
          { appName: 'Novel', licenseType: 'user', outcome: 'irrevocable' },
        ],
      },
    })
    expect(await db.licenseOrder.count({ where: { assetId: elsewhere.id } })).toBe(0)
  })
})

describe('400', () => {
  it.each([
    {},
    { all: false },
    { all: true, serialNumbers: ['A'] },
    { clientUserIds: [] },
    { serialNumbers: [] },
    { serialNumbers: [''] },
    { serialNumbers: Array.from({ length: 1001 }, () => 'A') },
  ])('refuses to revoke what is none (%#)', async (json) => {
    const asset = await addAsset(db)
    const answer = await app.call('POST', `/api/v1/apps/${asset.id}/licenses/revoke`, { as: manager, json })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
  })
})

describe('404', () => {
  it('has no licenses of an app that is not there', async () => {
    const path = `/api/v1/apps/${randomUUID()}/licenses`
    expect(await app.call('GET', path, { as: manager })).toMatchObject({ status: 404 })
    for (const json of [{ serialNumbers: ['A'] }, { all: true }]) {
      expect(await app.call('POST', `${path}/revoke`, { as: manager, json })).toMatchObject({ status: 404 })
    }
    for (const kind of ['devices', 'users']) {
      const all = `/api/v1/${kind}/${randomUUID()}/revoke-licenses`
      expect(await app.call('POST', all, { as: manager })).toMatchObject({ status: 404 })
    }
  })
})
