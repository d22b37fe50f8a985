import { randomUUID } from 'node:crypto'
import type { DriftItem, DriftView } from '@pomona/contracts'
import type { DriftKind } from '@pomona/domain'
import { compareAssets } from '@pomona/engine'
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
let helpdesk: string

beforeAll(async () => {
  app = await startApp(database)
  manager = await app.signInAs('appManager')
  helpdesk = await app.signInAs('helpdesk')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

type Asset = { id: string; adamId: string; tokenId: string }
type Device = { id: string; name: string; serialNumber: string | null }

const compare = (of: { adamId: string } | { tokenId: string }) => compareAssets(app.deps, of)
const list = async (query: string) =>
  (await app.call('GET', `/api/v1/drift?${query}`, { as: helpdesk })).body as { value: DriftView[]; totalCount: number }
/** What is found at an asset, kind by kind. */
const found = async ({ id }: Asset) =>
  Object.fromEntries((await list(`appId=${id}&sort=appName`)).value.map(({ kind, count }) => [kind, count]))
const items = async ({ id }: Asset, kind: DriftKind, query = '') =>
  (await app.call('GET', `/api/v1/drift/${id}/${kind}/items?${query}`, { as: helpdesk })).body as {
    value: DriftItem[]
    totalCount: number
    nextCursor?: string
  }
const repair = (
  { id }: Asset,
  kind: DriftKind,
  json: { targets?: { licenseType: 'user' | 'device'; target: string }[] } = {},
) => app.call('POST', `/api/v1/drift/${id}/${kind}/repair`, { as: manager, json })
const hold = (asset: Asset, device: Device, firstSeenAt?: Date) =>
  addAssociation(db, { assetId: asset.id, target: device.serialNumber ?? '', ...(firstSeenAt && { firstSeenAt }) })
const requireOn = async (asset: Asset, devices: Device[], given: { licenseType?: 'user' | 'device' } = {}) => {
  const group = await addGroup(db, { memberIds: devices.map(({ id }) => id) })
  return addAssignment(db, { assetId: asset.id, groupId: group.id, ...given })
}
const ordersOf = async ({ id }: Asset) =>
  (await db.licenseOrder.findMany({ where: { assetId: id, settledAt: null }, orderBy: { target: 'asc' } })).map(
    ({ kind, state, target }) => `${target} ${kind} ${state}`,
  )
const at = (day: number) => new Date(Date.UTC(2020, 0, day))

/** An asset whose counts agree with the holders that the test gives it, so that nothing but what it is about differs. */
async function settled(asset: Asset): Promise<void> {
  const assignedCount = await db.association.count({ where: { assetId: asset.id } })
  await db.asset.update({ where: { id: asset.id }, data: { assignedCount } })
}

describe('licenses that no assignment gives', () => {
  it('are counted, listed by name and taken back, and those that are due are left alone', async () => {
    const asset = await addAsset(db, { name: 'Keynote' })
    const [due, left, gone, alsoLeft] = [
      await addDevice(db),
      await addDevice(db, { name: 'Left over' }),
      await addDevice(db),
      await addDevice(db),
    ]
    for (const device of [due, left, gone, alsoLeft]) await hold(asset, device)
    await requireOn(asset, [due])
    await addOrder(db, { asset, device: gone, kind: 'disassociate', state: 'sent' })
    await settled(asset)
    await compare(asset)
    expect((await list(`appId=${asset.id}`)).value).toMatchObject([
      {
        appName: 'Keynote',
        kind: 'heldWithoutAssignment',
        count: 2,
        explanation: expect.stringContaining('2 licenses are held'),
        repair: expect.stringContaining('Takes 2 licenses back'),
      },
    ])
    expect((await items(asset, 'heldWithoutAssignment')).value).toMatchObject([
      { licenseType: 'device', target: left.serialNumber, device: { id: left.id, name: 'Left over' }, person: null },
      { target: alsoLeft.serialNumber },
    ])
    expect(await repair(asset, 'heldWithoutAssignment')).toMatchObject({
      status: 202,
      body: { repairedCount: 2, message: '2 licenses of Keynote on the way back to Apple.' },
    })
    expect(await ordersOf(asset)).toEqual([
      `${left.serialNumber} disassociate reserved`,
      `${gone.serialNumber} disassociate sent`,
      `${alsoLeft.serialNumber} disassociate reserved`,
    ])
    expect(await db.activity.findFirst({ orderBy: { at: 'desc' } })).toMatchObject({
      action: 'repaired',
      summary: 'took back 2 licenses of Keynote: held without an assignment',
    })
    await compare(asset)
    expect(await found(asset)).toEqual({})
    expect(await repair(asset, 'heldWithoutAssignment')).toMatchObject({ status: 202, body: { repairedCount: 0 } })
  })

  it('are taken back singly, and whoever does not differ is left alone whatever is named', async () => {
    const asset = await addAsset(db)
    const [due, left, other] = [await addDevice(db), await addDevice(db), await addDevice(db)]
    for (const device of [due, left, other]) await hold(asset, device)
    await requireOn(asset, [due])
    const targets = [due, left].map(({ serialNumber }) => ({
      licenseType: 'device' as const,
      target: serialNumber ?? '',
    }))
    expect((await repair(asset, 'heldWithoutAssignment', { targets })).body).toMatchObject({ repairedCount: 1 })
    expect(await ordersOf(asset)).toEqual([`${left.serialNumber} disassociate reserved`])
  })

  it('are one row per app, however many devices hold it and whether or not it is assigned', async () => {
    const asset = await addAsset(db)
    const devices = await db.device.createManyAndReturn({
      data: Array.from({ length: 1_000 }, () => ({
        serialNumber: randomUUID().toUpperCase(),
        name: 'iPad',
        model: 'iPad',
      })),
    })
    await db.association.createMany({
      data: devices.map(({ serialNumber }) => ({
        assetId: asset.id,
        targetType: 'device',
        target: serialNumber ?? '',
      })),
    })
    await settled(asset)
    for (const of of [{ tokenId: asset.tokenId }, { adamId: asset.adamId }]) {
      await compare(of)
      expect(await db.driftFinding.findMany({ where: { assetId: asset.id } })).toMatchObject([
        { kind: 'heldWithoutAssignment', count: 1_000 },
      ])
    }
    const first = await items(asset, 'heldWithoutAssignment', 'limit=2')
    expect([first.value.length, first.totalCount]).toEqual([2, 1_000])
    const next = await items(asset, 'heldWithoutAssignment', `limit=2&cursor=${first.nextCursor}`)
    expect(next.value[0]?.target.localeCompare(first.value[1]?.target ?? '', 'en')).toBe(1)
    expect((await repair(asset, 'heldWithoutAssignment')).body).toMatchObject({ repairedCount: 1_000 })
  })

  it('are those of people too; of another system, of who has left and of what Apple never takes back they are not', async () => {
    const asset = await addAsset(db)
    const person = await addPerson(db, { displayName: 'Ada' })
    const user = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status: 'Associated' })
    const left = await addVppUser(db, { tokenId: asset.tokenId, status: 'Retired' })
    for (const target of [user.clientUserId, left.clientUserId, 'theirs'])
      await addAssociation(db, { assetId: asset.id, targetType: 'user', target })
    const book = await addAsset(db, { tokenId: asset.tokenId, productType: 'Book', revocable: false })
    await addAssociation(db, { assetId: book.id, targetType: 'user', target: user.clientUserId })
    await settled(asset)
    await settled(book)
    await compare({ tokenId: asset.tokenId })
    expect([await found(asset), await found(book)]).toEqual([{ heldWithoutAssignment: 1 }, {}])
    expect((await items(asset, 'heldWithoutAssignment', 'search=ada')).value).toMatchObject([
      { licenseType: 'user', target: user.clientUserId, person: { displayName: 'Ada' }, device: null },
    ])
    await repair(asset, 'heldWithoutAssignment')
    expect(await db.licenseOrder.findFirst({ where: { assetId: asset.id } })).toMatchObject({
      personId: person.id,
      targetName: 'Ada',
      kind: 'disassociate',
    })
  })
})

describe('unknown devices', () => {
  it('are counted and taken back, also where the app is assigned and only the token is compared', async () => {
    const asset = await addAsset(db, { name: 'Pages' })
    const device = await addDevice(db)
    await hold(asset, device)
    await requireOn(asset, [device])
    await addAssociation(db, { assetId: asset.id, target: 'NOBODYS1' })
    await settled(asset)
    await compare({ tokenId: asset.tokenId })
    expect(await found(asset)).toEqual({ unknownDevice: 1 })
    expect((await items(asset, 'unknownDevice')).value).toMatchObject([
      { target: 'NOBODYS1', device: null, person: null },
    ])
    expect((await repair(asset, 'unknownDevice')).body).toMatchObject({ repairedCount: 1 })
    expect(await ordersOf(asset)).toEqual(['NOBODYS1 disassociate reserved'])
  })
})

describe('two licenses', () => {
  it('of two tokens: the one that is due stays, whichever is older', async () => {
    const asset = await addAsset(db, { name: 'Keynote' })
    const other = await addAsset(db, { adamId: asset.adamId })
    const device = await addDevice(db)
    await hold(asset, device, at(2))
    await hold(other, device, at(1))
    await requireOn(asset, [device])
    await settled(asset)
    await settled(other)
    await compare(asset)
    expect([await found(asset), await found(other)]).toEqual([{}, { heldWithoutAssignment: 1, twoLicenses: 1 }])
    expect((await repair(other, 'twoLicenses')).body).toMatchObject({ repairedCount: 1 })
    expect([await ordersOf(asset), await ordersOf(other)]).toEqual([
      [],
      [`${device.serialNumber} disassociate reserved`],
    ])
  })

  it('of one title that is assigned to nobody: the older one stays', async () => {
    const asset = await addAsset(db)
    const other = await addAsset(db, { adamId: asset.adamId })
    const device = await addDevice(db)
    await hold(asset, device, at(2))
    await hold(other, device, at(1))
    await compare({ tokenId: asset.tokenId })
    expect([(await found(asset))['twoLicenses'], (await found(other))['twoLicenses']]).toEqual([1, undefined])
  })

  it('of a device and its user: one too many, unless another device of theirs is due it', async () => {
    const asset = await addAsset(db)
    const person = await addPerson(db)
    const [own, second] = [await addDevice(db, { personId: person.id }), await addDevice(db, { personId: person.id })]
    const user = await addVppUser(db, { tokenId: asset.tokenId, personId: person.id, status: 'Associated' })
    await hold(asset, own)
    await addAssociation(db, { assetId: asset.id, targetType: 'user', target: user.clientUserId })
    await requireOn(asset, [own])
    await settled(asset)
    await compare(asset)
    expect(await found(asset)).toEqual({ heldWithoutAssignment: 1, twoLicenses: 1 })
    expect((await items(asset, 'twoLicenses')).value).toMatchObject([
      { licenseType: 'user', person: { id: person.id } },
    ])
    await requireOn(asset, [second], { licenseType: 'user' })
    await compare(asset)
    expect(await found(asset)).toEqual({})
  })
})

describe('failed orders', () => {
  it('are those that are due: they are made anew, and whose app nobody asks for any more are none', async () => {
    const asset = await addAsset(db, { name: 'Numbers' })
    const [due, undue] = [await addDevice(db, { name: 'Due' }), await addDevice(db)]
    await requireOn(asset, [due])
    await addOrder(db, { asset, device: due, state: 'failed', reason: 'Apple said no.' })
    await addOrder(db, { asset, device: undue, state: 'failed' })
    await compare(asset)
    expect(await found(asset)).toEqual({ failedOrder: 1 })
    expect((await items(asset, 'failedOrder')).value).toMatchObject([
      { target: due.serialNumber, device: { name: 'Due' }, explanation: 'Apple said no.' },
    ])
    expect((await repair(asset, 'failedOrder')).body).toEqual({
      repairedCount: 1,
      message: '1 license of Numbers ordered again.',
    })
    expect(await ordersOf(asset)).toEqual([`${due.serialNumber} associate waiting`])
    await compare(asset)
    expect(await found(asset)).toEqual({})
  })
})

describe('counts that disagree', () => {
  it('are found by how much, and have the location read again; what is to be read anyway is none', async () => {
    const token = await addToken(db, { lastSyncedAt: new Date() })
    const asset = await addAsset(db, { tokenId: token.id, assignedCount: 3 })
    const device = await addDevice(db)
    await hold(asset, device)
    await requireOn(asset, [device])
    const retired = await addAsset(db, { tokenId: token.id, productType: 'Book', revocable: false, retiredCount: 1 })
    await addAssociation(db, { assetId: retired.id, targetType: 'user', target: 'retired' })
    await compare(asset)
    await compare(retired)
    expect([await found(asset), await found(retired)]).toEqual([{ countsDisagree: 2 }, {}])
    expect(await items(asset, 'countsDisagree')).toEqual({ value: [], totalCount: 0 })
    expect(await repair(asset, 'countsDisagree')).toMatchObject({ status: 202, body: { repairedCount: 1 } })
    expect(await db.syncRun.findMany({ where: { tokenId: token.id } })).toMatchObject([
      { trigger: 'repair', state: 'queued' },
    ])
    await db.asset.update({ where: { id: asset.id }, data: { recheckSince: new Date() } })
    await compare(asset)
    expect(await found(asset)).toEqual({})
  })
})

describe('the list', () => {
  it('filters by kind, token and app, finds names, and says nothing of deleted tokens', async () => {
    const token = await addToken(db, { displayName: 'Berlin' })
    const [one, two] = [
      await addAsset(db, { tokenId: token.id, name: `Zebra ${token.id}` }),
      await addAsset(db, { tokenId: token.id, name: `Antelope ${token.id}` }),
    ]
    for (const asset of [one, two]) await addAssociation(db, { assetId: asset.id, target: 'NOBODYS2' })
    await hold(one, await addDevice(db))
    for (const asset of [one, two]) await settled(asset)
    await compare({ tokenId: token.id })
    const names = async (query: string) =>
      (await list(`${query}&tokenId=${token.id}`)).value.map(({ appName, kind }) => `${appName.split(' ')[0]} ${kind}`)
    expect(await names('sort=appName&kind=unknownDevice')).toEqual(['Antelope unknownDevice', 'Zebra unknownDevice'])
    expect(await names(`appId=${two.id}`)).toEqual(['Antelope unknownDevice'])
    expect((await names('search=zeb')).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Zebra heldWithoutAssignment',
      'Zebra unknownDevice',
    ])
    const pages = await list(`tokenId=${token.id}&limit=2`)
    expect([pages.value.length, pages.totalCount]).toEqual([2, 3])
    await db.token.update({ where: { id: token.id }, data: { deletedAt: new Date() } })
    expect(await list(`tokenId=${token.id}`)).toEqual({ value: [], totalCount: 0 })
    expect(await repair(one, 'unknownDevice')).toMatchObject({ status: 404 })
  })

  it('403, 404 and 400: helpdesk repairs nothing, and there is nothing at an app or of a kind that is none', async () => {
    const asset = await addAsset(db)
    const path = `/api/v1/drift/${asset.id}/unknownDevice/repair`
    expect(await app.call('POST', path, { as: helpdesk, json: {} })).toMatchObject({ status: 403 })
    const nothing = { id: randomUUID(), adamId: '', tokenId: '' }
    expect(await repair(nothing, 'countsDisagree')).toMatchObject({ status: 404 })
    expect(await app.call('GET', `/api/v1/drift/${nothing.id}/twoLicenses/items`, { as: helpdesk })).toMatchObject({
      status: 404,
    })
    expect(await app.call('GET', `/api/v1/drift/${asset.id}/odd/items`, { as: helpdesk })).toMatchObject({
      status: 400,
    })
    expect(await items(asset, 'twoLicenses')).toEqual({ value: [], totalCount: 0 })
  })
})
