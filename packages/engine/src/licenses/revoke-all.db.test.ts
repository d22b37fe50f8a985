import { findRevocation, listRevocationItems, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { processOrders } from '../orders/process-orders.ts'
import { insertDevices, requireOnDevices, workOut } from '../testing/organization.ts'
import { buildWorld, type World } from '../testing/world.ts'
import { recalculateToken, resumeToken } from '../tokens/resume-token.ts'
import { collectRevocation, revokeTokenLicenses } from './revoke-all.ts'
import { revokeAppLicenses } from './revoke-licenses.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())
beforeEach(async () => {
  await db.token.deleteMany()
  await db.group.deleteMany()
  await db.device.deleteMany()
})

const [notes, maps, novel] = ['1000000001', '1000000002', '1000000003']
const serials = Array.from({ length: 30 }, (_, index) => `SN${String(index + 1).padStart(6, '0')}`)

async function scene(wrap?: Parameters<typeof buildWorld>[2]) {
  const world = await buildWorld(
    database,
    {
      assets: [
        { adamId: notes, name: 'Notes', totalCount: 50, serialNumbers: serials },
        { adamId: maps, totalCount: 50, serialNumbers: serials.slice(0, 10), clientUserIds: ['foreign-1'] },
        { adamId: novel, productType: 'Book', totalCount: 5, clientUserIds: ['foreign-1'], revocable: false },
      ],
      users: [{ clientUserId: 'foreign-1', status: 'Associated' }],
    },
    wrap,
  )
  const { deps, tokenId } = world
  const revoke = () => revokeTokenLicenses(deps, pomona, { tokenId, displayName: 'Orchard' })
  const look = async (revocationId: string) => {
    const revocation = await findRevocation(db, { tokenId, id: revocationId })
    if (revocation === undefined) throw new Error('no such revocation')
    return revocation
  }
  const token = () => db.token.findUniqueOrThrow({ where: { id: tokenId } })
  return { ...world, world, revoke, look, token }
}

const associationsAtApple = ({ fake, location }: World) => fake.associationsOf(location.uId).length

describe('calling back all licenses of a token', () => {
  it('takes back what can be taken back, whoever gave it out, with a result per license', async () => {
    const { world, deps, revoke, look, heldAtApple, settle, token } = await scene()
    const { revocationId } = await revoke()
    expect(await look(revocationId)).toMatchObject({ state: 'running', totalCount: 0, irrevocableCount: 1 })
    expect((await token()).pausedAt).not.toBeNull()
    await collectRevocation(deps, { revocationId })
    expect(await look(revocationId)).toMatchObject({ totalCount: 41, pendingCount: 41, failedCount: 0 })
    await settle()
    expect(await look(revocationId)).toMatchObject({ state: 'done', totalCount: 41, pendingCount: 0, failedCount: 0 })
    expect([heldAtApple(notes), heldAtApple(maps)]).toEqual([[], []])
    expect(associationsAtApple(world)).toBe(1)
    const { items, totalCount } = await listRevocationItems(db, {
      revocationId,
      outcome: 'returned',
      sort: 'createdAt',
      limit: 200,
    })
    expect([items.length, totalCount]).toEqual([41, 41])
    expect(items.filter(({ targetType }) => targetType === 'user')).toMatchObject([{ target: 'foreign-1' }])
  })

  it('needs the exact name, and runs once at a time', async () => {
    const { deps, tokenId, revoke, token } = await scene()
    await expect(revokeTokenLicenses(deps, pomona, { tokenId, displayName: 'orchard' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('Orchard'),
    })
    expect((await token()).pausedAt).toBeNull()
    const results = await Promise.allSettled([revoke(), revoke(), revoke()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(revoke()).rejects.toMatchObject({ code: 'conflict' })
  })

  it('gives out none while it is paused, keeps the line, and serves it once resumed', async () => {
    const { deps, tokenId, assetId, revoke, look, settle, heldAtApple } = await scene()
    const devices = await insertDevices(database, 35)
    const asset = await assetId(notes)
    await requireOnDevices(database, asset, devices)
    await workOut(deps, asset)
    const { revocationId } = await revoke()
    await collectRevocation(deps, { revocationId })
    await settle([asset])
    expect(heldAtApple(notes)).toEqual([])
    expect(await look(revocationId)).toMatchObject({ state: 'done' })
    const standing = () =>
      db.licenseOrder.groupBy({ by: ['state'], where: { kind: 'associate', settledAt: null }, _count: true })
    expect((await standing()).map(({ state }) => state)).toEqual(['waiting'])
    await resumeToken(deps, pomona, { tokenId })
    await recalculateToken(deps, { tokenId })
    await settle([asset])
    expect(heldAtApple(notes)).toHaveLength(35)
  })

  it('a promise that was made and not sent goes back in line', async () => {
    const { deps, assetId, revoke, settle, tokenId } = await scene()
    const [device] = await insertDevices(database, 1, 'NEW')
    const order = await db.licenseOrder.create({
      data: {
        tokenId,
        assetId: await assetId(notes),
        kind: 'associate',
        targetType: 'device',
        target: device?.serialNumber ?? '',
        deviceId: device?.id ?? null,
        targetName: 'New',
        state: 'reserved',
        priority: 0,
        retryAt: new Date(deps.now().getTime() - 1_000),
      },
    })
    const { revocationId } = await revoke()
    expect(await db.licenseOrder.findUnique({ where: { id: order.id } })).toMatchObject({
      state: 'waiting',
      retryAt: null,
    })
    await collectRevocation(deps, { revocationId })
    await settle()
    expect(await db.licenseOrder.findUnique({ where: { id: order.id } })).toMatchObject({ state: 'waiting' })
  })

  it('also takes back a license that Apple was giving out at that moment', async () => {
    const { deps, assetId, revoke, look, settle, heldAtApple, tokenId, pass } = await scene()
    const [device] = await insertDevices(database, 1, 'NEW')
    const asset = await assetId(notes)
    await db.licenseOrder.create({
      data: {
        tokenId,
        assetId: asset,
        kind: 'associate',
        targetType: 'device',
        target: device?.serialNumber ?? '',
        targetName: 'New',
        state: 'waiting',
        priority: 0,
      },
    })
    await processOrders(deps, { tokenId })
    const { revocationId } = await revoke()
    await collectRevocation(deps, { revocationId })
    pass(61_000)
    await processOrders(deps, { tokenId })
    for (let round = 0; round < 3; round += 1) {
      await settle()
      await collectRevocation(deps, { revocationId })
    }
    await settle()
    expect(heldAtApple(notes)).toEqual([])
    expect(await look(revocationId)).toMatchObject({ state: 'done', totalCount: 42, failedCount: 0 })
  })

  it('collecting again, from any point, orders nothing twice', async () => {
    const { deps, revoke, look, settle, world } = await scene()
    const { revocationId } = await revoke()
    await collectRevocation(deps, { revocationId })
    await processOrders(deps, { tokenId: world.tokenId })
    await collectRevocation(deps, { revocationId })
    world.pass(61_000)
    await processOrders(deps, { tokenId: world.tokenId })
    await collectRevocation(deps, { revocationId })
    await settle()
    await collectRevocation(deps, { revocationId })
    expect(await look(revocationId)).toMatchObject({ totalCount: 41, pendingCount: 0, failedCount: 0, state: 'done' })
    expect(await db.licenseOrder.count({ where: { revocationId } })).toBe(41)
  })

  it('resuming stops it where it is: what was not sent stays at Apple, and says so', async () => {
    const { deps, tokenId, revoke, look, settle, heldAtApple, token } = await scene()
    const { revocationId } = await revoke()
    await collectRevocation(deps, { revocationId })
    await resumeToken(deps, pomona, { tokenId })
    await settle()
    expect(heldAtApple(notes)).toHaveLength(30)
    await recalculateToken(deps, { tokenId })
    expect(await look(revocationId)).toMatchObject({ state: 'done', pendingCount: 0, failedCount: 41 })
    expect((await token()).pausedAt).toBeNull()
    const { items } = await listRevocationItems(db, { revocationId, outcome: 'failed', sort: 'createdAt', limit: 1 })
    expect(items).toMatchObject([{ state: 'canceled', reason: expect.stringContaining('resumed') }])
  })

  it('waits while the token cannot write, and goes on after it is healed', async () => {
    const { deps, fake, location, revoke, look, settle, heldAtApple, world } = await scene()
    fake.setTokenState(location.tokenFile, 'revoked')
    const { revocationId } = await revoke()
    await collectRevocation(deps, { revocationId })
    await settle()
    expect(await look(revocationId)).toMatchObject({ state: 'running', pendingCount: 41 })
    fake.setTokenState(location.tokenFile, 'valid')
    await world.sync()
    await settle()
    expect(await look(revocationId)).toMatchObject({ state: 'done', failedCount: 0 })
    expect(heldAtApple(notes)).toEqual([])
  })
})

it('calling back one app leaves the token in service: who is due the app gets it again', async () => {
  const { deps, tokenId, assetId, look, world } = await scene()
  const devices = await insertDevices(database, 5)
  const asset = await assetId(notes)
  await requireOnDevices(database, asset, devices)
  const { revocationId } = await revokeAppLicenses(deps, pomona, { assetId: asset })
  await collectRevocation(deps, { revocationId })
  await world.settle()
  expect(await look(revocationId)).toMatchObject({ state: 'done', totalCount: 30, failedCount: 0, assetName: 'Notes' })
  expect([world.heldAtApple(notes), world.heldAtApple(maps).length]).toEqual([[], 10])
  expect(await db.token.findUnique({ where: { id: tokenId } })).toMatchObject({ pausedAt: null })
  expect(await db.reconcileMark.count({ where: { deviceId: { in: devices.map(({ id }) => id) } } })).toBe(5)
  await world.settle([asset])
  expect(world.heldAtApple(notes)).toEqual(devices.map(({ serialNumber }) => serialNumber))
})
