import { inTransaction } from '@pomona/db'
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
import type { Intent, LicenseType } from '@pomona/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { makeDeps, workOut } from '../testing/organization.ts'
import { deleteToken } from '../tokens/delete-token.ts'
import { reconcileTitle } from './reconcile-title.ts'
import { workOutTitle } from './work-out-title.ts'

const database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())
const deps = makeDeps(database, undefined as never)

type Asked = { intent?: Intent; licenseType?: LicenseType; isExclusion?: boolean }
const assign = (assetId: string, groupId: string, asked: Asked = {}) =>
  addAssignment(db, { assetId, groupId, ...asked })
const groupOf = async (kind: 'user' | 'device', ...memberIds: string[]) => (await addGroup(db, { kind, memberIds })).id
const adamIdOf = async (assetId: string) => (await db.asset.findUniqueOrThrow({ where: { id: assetId } })).adamId

/** Orders that are open, by whom they are for. */
const open = async (...assetIds: string[]) => {
  const orders = await db.licenseOrder.findMany({
    where: { assetId: { in: assetIds }, settledAt: null },
    include: { person: true, device: true },
    orderBy: { targetName: 'asc' },
  })
  return orders.map(({ kind, state, targetType, device, person }) => ({
    for: device?.name ?? person?.displayName,
    what: `${kind} ${targetType} ${state}`,
  }))
}
const inLine = (who: { name: string }) => ({ for: who.name, what: 'associate device waiting' })
const invited = (who: { displayName: string }) => ({ for: who.displayName, what: 'associate user awaitingAcceptance' })
const refusals = async (assetId: string) =>
  inTransaction(database, async (tx) => {
    const { classes } = await workOutTitle(tx, { adamId: await adamIdOf(assetId), scope: 'all', now: deps.now() })
    return classes.flatMap(({ effective, count }) => (effective.kind === 'refused' ? [[effective.reason, count]] : []))
  })

describe('P22: the line', () => {
  it('has devices of one name stand in the order that a plan shows', async () => {
    const asset = await addAsset(db)
    const devices = await Promise.all(Array.from({ length: 12 }, () => addDevice(db, { name: 'Ben’s iPhone' })))
    await assign(asset.id, await groupOf('device', ...devices.map(({ id }) => id)))
    await workOut(deps, asset.id)
    const line = await db.licenseOrder.findMany({ where: { assetId: asset.id }, orderBy: { id: 'asc' } })
    expect(line.map(({ deviceId }) => deviceId)).toEqual(devices.map(({ id }) => id).toSorted())
  })
})

describe('P14: whom an assignment reaches', () => {
  it('reaches a device through its own groups and those of its primary user', async () => {
    const [asset, person] = [await addAsset(db), await addPerson(db)]
    const [own, through, other] = [
      await addDevice(db),
      await addDevice(db, { personId: person.id }),
      await addDevice(db),
    ]
    await assign(asset.id, await groupOf('device', own.id))
    await assign(asset.id, await groupOf('user', person.id))
    await workOut(deps, asset.id)
    expect(await open(asset.id)).toEqual([inLine(own), inLine(through)])
    expect(other.personId).toBeNull()
  })

  it('reaches everybody there is with all users and all devices, and nobody who has left', async () => {
    const [byDevice, byUser] = [await addAsset(db), await addAsset(db)]
    const [here, left] = [await addPerson(db), await addPerson(db, { removedAt: new Date() })]
    const device = await addDevice(db, { personId: left.id })
    await addAssignment(db, { assetId: byDevice.id, targetKind: 'allDevices' })
    await addAssignment(db, { assetId: byUser.id, targetKind: 'allUsers', licenseType: 'user' })
    await Promise.all([workOut(deps, byDevice.id), workOut(deps, byUser.id)])
    expect(await open(byDevice.id)).toContainEqual(inLine(device))
    const people = await open(byUser.id)
    expect(people).toContainEqual(invited(here))
    expect(people).not.toContainEqual(invited(left))
  })

  it('gives a person without a device a user license, and no device license', async () => {
    const [byUser, byDevice, person] = [await addAsset(db), await addAsset(db), await addPerson(db)]
    const group = await groupOf('user', person.id)
    await assign(byUser.id, group, { licenseType: 'user' })
    await assign(byDevice.id, group, { licenseType: 'device' })
    await Promise.all([workOut(deps, byUser.id), workOut(deps, byDevice.id)])
    expect(await open(byUser.id)).toEqual([invited(person)])
    expect(await open(byDevice.id)).toEqual([])
    expect(await refusals(byDevice.id)).toEqual([['noDevice', 1]])
  })
})

describe('P15: who gets what', () => {
  it('lets an exclusion of the user win over what the device’s own group requires', async () => {
    const [asset, person] = [await addAsset(db), await addPerson(db)]
    const [excluded, other] = [await addDevice(db, { personId: person.id }), await addDevice(db)]
    await assign(asset.id, await groupOf('device', excluded.id, other.id))
    await assign(asset.id, await groupOf('user', person.id), { isExclusion: true })
    await workOut(deps, asset.id)
    expect(await open(asset.id)).toEqual([inLine(other)])
  })

  it('gives one user license to a person, however many of their devices are due', async () => {
    const [asset, person] = [await addAsset(db), await addPerson(db)]
    const devices = [await addDevice(db, { personId: person.id }), await addDevice(db, { personId: person.id })]
    await assign(asset.id, await groupOf('device', ...devices.map(({ id }) => id)), { licenseType: 'user' })
    await workOut(deps, asset.id)
    expect(await open(asset.id)).toEqual([invited(person)])
  })

  it('keeps a person’s license while one device of theirs is due, though another is excluded', async () => {
    const [asset, person] = [await addAsset(db), await addPerson(db)]
    const [due, excluded] = [await addDevice(db, { personId: person.id }), await addDevice(db, { personId: person.id })]
    await assign(asset.id, await groupOf('user', person.id), { licenseType: 'user' })
    await assign(asset.id, await groupOf('device', excluded.id), { isExclusion: true })
    await workOut(deps, asset.id)
    expect(await open(asset.id)).toEqual([invited(person)])
    await assign(asset.id, await groupOf('device', due.id), { isExclusion: true })
    await workOut(deps, asset.id)
    expect(await open(asset.id)).toEqual([])
  })
})

it('P16: a book goes to people, whatever devices they have, and is refused to devices', async () => {
  const book = await addAsset(db, { productType: 'Book', deviceAssignable: false, revocable: false })
  const [reader, owner] = [await addPerson(db), await addPerson(db)]
  const device = await addDevice(db, { personId: owner.id })
  await assign(book.id, await groupOf('user', reader.id, owner.id), { licenseType: 'user' })
  await assign(book.id, await groupOf('device', device.id), { licenseType: 'user' })
  await workOut(deps, book.id)
  expect(await open(book.id)).toEqual([invited(reader), invited(owner)])
  expect(await refusals(book.id)).toEqual([['booksAreForPeople', 1]])
})

it('P17: a kiosk, a Shared iPad and a device without a user never get a user license', async () => {
  const [asset, person] = [await addAsset(db), await addPerson(db)]
  const devices = [
    await addDevice(db),
    await addDevice(db, { personId: person.id, isKiosk: true }),
    await addDevice(db, { personId: person.id, isShared: true }),
  ]
  await assign(asset.id, await groupOf('device', ...devices.map(({ id }) => id)), { licenseType: 'user' })
  await workOut(deps, asset.id)
  expect(await open(asset.id)).toEqual([])
  expect(Object.fromEntries(await refusals(asset.id))).toEqual({ kioskUserLicense: 1, noPrimaryUser: 2 })
})

describe('P18: one app in two tokens', () => {
  async function twoTokens(counts: { first: number; second: number }) {
    const first = await addAsset(db, { totalCount: counts.first })
    const second = await addAsset(db, { adamId: first.adamId, totalCount: counts.second })
    const devices = [await addDevice(db), await addDevice(db), await addDevice(db)] as const
    const group = await groupOf('device', ...devices.map(({ id }) => id))
    await assign(first.id, group)
    await assign(second.id, group)
    return { first, second, devices }
  }

  it('takes one license for each device, from the token that has one free, in the order of the line', async () => {
    const { first, second, devices } = await twoTokens({ first: 1, second: 1 })
    await workOut(deps, first.id)
    expect(await open(first.id)).toEqual([inLine(devices[0]), inLine(devices[2])])
    expect(await open(second.id)).toEqual([inLine(devices[1])])
    expect(await workOut(deps, first.id)).toEqual({ withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 })
  })

  it('takes none for a device that holds one already, of whichever token', async () => {
    const { first, second, devices } = await twoTokens({ first: 5, second: 5 })
    await addAssociation(db, { assetId: second.id, target: devices[0].serialNumber ?? '' })
    await workOut(deps, first.id)
    expect(await open(first.id, second.id)).toEqual([inLine(devices[1]), inLine(devices[2])])
    await db.assignment.deleteMany({ where: { assetId: second.id } })
    await workOut(deps, first.id)
    expect(await open(first.id, second.id)).toEqual([inLine(devices[1]), inLine(devices[2])])
  })

  it('moves who waits to the other token once it has licenses free, with the time they came', async () => {
    const { first, second } = await twoTokens({ first: 0, second: 0 })
    await workOut(deps, first.id)
    const [before] = await db.licenseOrder.findMany({ where: { assetId: first.id, settledAt: null } })
    await db.asset.update({ where: { id: second.id }, data: { totalCount: 3, availableCount: 3 } })
    deps.clock.now = new Date(deps.clock.now.getTime() + 60_000)
    await workOut(deps, first.id)
    const after = await db.licenseOrder.findMany({ where: { assetId: second.id, settledAt: null } })
    expect(await open(first.id)).toEqual([])
    expect(after.map(({ queuedAt }) => queuedAt)).toEqual([before?.queuedAt, before?.queuedAt, before?.queuedAt])
  })

  it('serves from the other token whom a deleted token had served', async () => {
    const { first, second, devices } = await twoTokens({ first: 5, second: 5 })
    for (const { serialNumber } of devices) await addAssociation(db, { assetId: second.id, target: serialNumber ?? '' })
    await workOut(deps, first.id)
    expect(await open(first.id, second.id)).toEqual([])
    const { displayName } = await db.token.update({
      where: { id: second.tokenId },
      data: { displayName: `Leaving ${second.tokenId}` },
    })
    await deleteToken(deps, pomona, { tokenId: second.tokenId, displayName })
    await reconcileTitle(deps, { adamId: first.adamId })
    expect(await open(first.id)).toEqual(devices.map(inLine))
  })

  it('lets Required in one token win over Uninstall in the other', async () => {
    const { first, second, devices } = await twoTokens({ first: 5, second: 5 })
    await addAssociation(db, { assetId: second.id, target: devices[0].serialNumber ?? '' })
    await db.assignment.updateMany({ where: { assetId: second.id }, data: { intent: 'uninstall' } })
    await workOut(deps, first.id)
    expect(await open(first.id, second.id)).toEqual([inLine(devices[1]), inLine(devices[2])])
  })
})

it('P27: a user license serves the first five devices of a person; the sixth needs one of its own', async () => {
  const [asset, person] = [await addAsset(db), await addPerson(db)]
  const token = { tokenId: asset.tokenId, personId: person.id, status: 'Associated' as const }
  await addVppUser(db, token)
  const devices = []
  for (let index = 0; index < 6; index += 1) {
    const createdAt = new Date(Date.UTC(2030, 0, index + 1))
    devices.push(await addDevice(db, { personId: person.id, createdAt }))
  }
  await assign(asset.id, await groupOf('user', person.id), { licenseType: 'user' })
  await workOut(deps, asset.id)
  expect(await open(asset.id)).toEqual([{ for: person.displayName, what: 'associate user waiting' }])
  expect(await refusals(asset.id)).toEqual([['moreThanFiveDevices', 1]])
  await assign(asset.id, await groupOf('device', devices[5]?.id ?? ''), { licenseType: 'device' })
  await workOut(deps, asset.id)
  expect(await open(asset.id)).toContainEqual(inLine({ name: devices[5]?.name ?? '' }))
})
