import { AppleError } from '@pomona/apple-vpp'
import { insertSyncRun, type Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { buildWorld, type World } from '../testing/world.ts'
import { fetchIcons } from './fetch-icons.ts'
import { scheduleSyncs } from './schedule-syncs.ts'
import { syncToken } from './sync-token.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const keys = { adamId: '1000000001' }
const seed = {
  assets: [
    { ...keys, name: 'Notes', totalCount: 10, serialNumbers: ['S1', 'S2'] },
    { ...keys, name: 'Notes', pricingParam: 'PLUS' as const, totalCount: 3 },
    { adamId: '1000000002', name: 'Sketch', totalCount: 2_147_483_647 },
    { adamId: '1000000003', name: 'A Book', productType: 'Book' as const, totalCount: 4, clientUserIds: ['u1'] },
  ],
  users: [{ clientUserId: 'u1', status: 'Associated' as const, idHash: 'x' }],
}

/** Our tables in the words in which Apple tells its own. */
async function ours(world: World) {
  const assets = await database.prisma.asset.findMany({
    where: { tokenId: world.tokenId, vanishedAt: null },
    include: { associations: true },
  })
  return {
    counts: assets
      .map(
        (a) => `${a.adamId} ${a.pricingParam} ${a.totalCount} ${a.assignedCount} ${a.availableCount} ${a.retiredCount}`,
      )
      .toSorted(),
    associations: assets
      .flatMap((a) => a.associations.map((held) => `${a.adamId} ${a.pricingParam} ${held.targetType} ${held.target}`))
      .toSorted(),
  }
}

function apples(world: World) {
  const { uId } = world.location
  return {
    counts: world.fake
      .assetsOf(uId)
      .map(
        (a) => `${a.adamId} ${a.pricingParam} ${a.totalCount} ${a.assignedCount} ${a.availableCount} ${a.retiredCount}`,
      )
      .toSorted(),
    associations: world.fake
      .associationsOf(uId)
      .map((held) => {
        const target = held.serialNumber === undefined ? `user ${held.clientUserId}` : `device ${held.serialNumber}`
        return `${held.adamId} ${held.pricingParam} ${target}`
      })
      .toSorted(),
  }
}

const lastRun = (world: World) =>
  database.prisma.syncRun.findFirstOrThrow({ where: { tokenId: world.tokenId }, orderBy: { requestedAt: 'desc' } })

describe('a sync', () => {
  it('makes our tables equal to Apple’s, and says what it changed', async () => {
    const world = await buildWorld(database, seed)
    expect(await ours(world)).toEqual(apples(world))
    expect(await lastRun(world)).toMatchObject({
      state: 'succeeded',
      phase: 'done',
      assetsAdded: 4,
      associationsAdded: 3,
    })
    expect((await database.prisma.asset.findFirst({ where: { name: 'Sketch' } }))?.totalCount).toBe(2_147_483_647)
  })

  it('reads two first pages when nothing has changed', async () => {
    let asked = 0
    const world = await buildWorld(database, seed, {
      wrap: (vpp) => ({
        ...vpp,
        readAssets: (...args) => ((asked += 1), vpp.readAssets(...args)),
        readAssociations: (...args) => ((asked += 1), vpp.readAssociations(...args)),
      }),
    })
    asked = 0
    await world.sync()
    expect(asked).toBe(2)
    expect(await lastRun(world)).toMatchObject({
      state: 'succeeded',
      assetsSeen: 0,
      countsChanged: 0,
      associationsAdded: 0,
    })
  })

  it('follows purchases, and marks what Apple no longer lists', async () => {
    const world = await buildWorld(database, seed)
    const { uId } = world.location
    world.fake.purchase(uId, { ...keys, pricingParam: 'STDQ' }, 5)
    const elsewhere = world.fake.addLocation({ locationName: 'Elsewhere' })
    world.fake.transfer(uId, elsewhere.uId, { ...keys, pricingParam: 'PLUS' }, 3)
    await world.sync()
    expect(await ours(world)).toMatchObject({ associations: apples(world).associations })
    expect(
      await database.prisma.asset.findFirst({ where: { tokenId: world.tokenId, name: 'Notes', pricingParam: 'STDQ' } }),
    ).toMatchObject({
      totalCount: 15,
      availableCount: 13,
    })
  })

  it('names assets by the store of the token’s country, and fetches their icons', async () => {
    const world = await buildWorld(database, seed)
    await fetchIcons(world.deps, { tokenId: world.tokenId })
    const notes = await database.prisma.asset.findFirstOrThrow({
      where: { tokenId: world.tokenId, ...keys, pricingParam: 'STDQ' },
      include: { metadata: true },
    })
    expect(notes).toMatchObject({ name: 'Notes', metadata: { storefront: 'US', iconType: 'image/png' } })
  })

  it('begins a walk anew when Apple’s data moves under it, three times at most', async () => {
    let moves = 2
    const world = await buildWorld(database, seed, {
      wrap: (vpp) => ({
        ...vpp,
        async *readAssets(...args) {
          yield* vpp.readAssets(...args)
          if (moves-- > 0) throw new AppleError('apple_changed_mid_walk', 'moved', { retry: 'afterRefresh' })
        },
      }),
    })
    expect(await ours(world)).toEqual(apples(world))
    moves = 99
    world.fake.purchase(world.location.uId, { ...keys, pricingParam: 'STDQ' }, 1)
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'failed', errorCode: 'apple_changed_mid_walk' })
  })

  it('leaves our tables as they were when it fails in the middle', async () => {
    let isBroken = false
    const world = await buildWorld(database, seed, {
      wrap: (vpp) => ({
        ...vpp,
        async *readAssets(...args) {
          yield* vpp.readAssets(...args)
          if (isBroken) throw new AppleError('apple_unavailable', 'Apple did not answer.', { retry: 'later' })
        },
      }),
    })
    const before = await ours(world)
    isBroken = true
    world.fake.purchase(world.location.uId, { ...keys, pricingParam: 'STDQ' }, 5)
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'failed', errorMessage: 'Apple did not answer.' })
    expect(await ours(world)).toEqual(before)
  })

  it('runs again from the start when the worker died in the middle of it', async () => {
    const world = await buildWorld(database, seed)
    const run = await insertSyncRun(database.prisma, world.tokenId, 'manual')
    await database.prisma.syncRun.update({ where: { id: run.id }, data: { state: 'running', phase: 'associations' } })
    world.fake.purchase(world.location.uId, { ...keys, pricingParam: 'STDQ' }, 5)
    world.pass(1_000)
    await syncToken(world.deps, { tokenId: world.tokenId, runId: run.id })
    expect(await lastRun(world)).toMatchObject({ id: run.id, state: 'succeeded' })
    expect(await ours(world)).toEqual(apples(world))
  })

  it('learns from Apple’s answer that the token was revoked', async () => {
    const world = await buildWorld(database, seed)
    world.fake.setTokenState(world.location.tokenFile, 'revoked')
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'failed', errorCode: 'token_revoked' })
    expect(await database.prisma.token.findUnique({ where: { id: world.tokenId } })).toMatchObject({ state: 'revoked' })
  })
})

describe('who manages the location', () => {
  const stored = (world: World) => database.prisma.token.findUniqueOrThrow({ where: { id: world.tokenId } })

  it('a location that another system took is still read, named on the token, and healed when it is given back', async () => {
    const world = await buildWorld(database, seed)
    const { uId } = world.location
    world.fake.setMdmInfo(uId, { id: 'other', name: 'Other MDM', metadata: 'x' })
    world.fake.purchase(uId, { ...keys, pricingParam: 'STDQ' }, 5)
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'succeeded', countsChanged: 1 })
    expect(await stored(world)).toMatchObject({
      state: 'assignedToExternalMdm',
      stateReason: expect.stringContaining('Other MDM'),
    })
    world.fake.setMdmInfo(uId, undefined)
    await world.sync()
    expect(await stored(world)).toMatchObject({ state: 'valid' })
    expect(world.fake.location(uId).mdmInfo).toMatchObject({ name: 'Pomona' })
  })

  it('a token that may only read is tried again at every sync', async () => {
    const world = await buildWorld(database, seed)
    world.fake.setTokenState(world.location.tokenFile, 'readOnly')
    await database.prisma.token.update({ where: { id: world.tokenId }, data: { state: 'readOnly' } })
    await world.sync()
    expect(await stored(world)).toMatchObject({ state: 'readOnly' })
    expect(await lastRun(world)).toMatchObject({ state: 'succeeded' })
    world.fake.setTokenState(world.location.tokenFile, 'valid')
    await world.sync()
    expect(await stored(world)).toMatchObject({ state: 'valid' })
  })
})

describe('scheduled syncs', () => {
  it('give every token its time, run when it has come, and are made up for once after a pause', async () => {
    const world = await buildWorld(database, seed)
    const cron = '0 */12 * * *'
    const token = () => database.prisma.token.findUniqueOrThrow({ where: { id: world.tokenId } })
    const runs = () => database.prisma.syncRun.count({ where: { tokenId: world.tokenId, trigger: 'schedule' } })
    await scheduleSyncs(world.deps, { cron })
    const first = (await token()).nextSyncAt?.getTime() ?? 0
    expect(first).toBeGreaterThan(world.deps.now().getTime())
    expect(await runs()).toBe(0)

    world.pass(first - world.deps.now().getTime() + 40 * 3_600_000)
    await scheduleSyncs(world.deps, { cron })
    await scheduleSyncs(world.deps, { cron })
    expect(await runs()).toBe(1)
    expect((await token()).nextSyncAt?.getTime()).toBeGreaterThan(world.deps.now().getTime())
  })
})
