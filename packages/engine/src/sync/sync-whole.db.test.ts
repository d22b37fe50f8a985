import type { Database } from '@pomona/db'
import { addAssignment, addPerson, openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona, type Deps } from '../deps.ts'
import { buildWorld, type World } from '../testing/world.ts'
import { updateToken } from '../tokens/update-token.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())

const notes = { adamId: '1000000001', pricingParam: 'STDQ' as const }
const plus = { ...notes, pricingParam: 'PLUS' as const }
const book = { adamId: '1000000003', pricingParam: 'STDQ' as const }
const seed = {
  assets: [
    { ...notes, name: 'Notes', totalCount: 10, serialNumbers: ['S1', 'S2'], clientUserIds: ['ours', 'theirs-1'] },
    { ...plus, name: 'Notes', totalCount: 3, serialNumbers: ['S1'] },
    { adamId: '1000000002', name: 'Timesheet', isCustomApp: true, totalCount: 5 },
    { ...book, name: 'A Book', productType: 'Book' as const, totalCount: 4, clientUserIds: ['theirs-1', 'theirs-2'] },
  ],
  users: [
    { clientUserId: 'ours', status: 'Retired' as const, idHash: 'old' },
    { clientUserId: 'ours', status: 'Associated' as const, idHash: 'new' },
    { clientUserId: 'theirs-1', status: 'Associated' as const, idHash: 'x' },
    { clientUserId: 'theirs-2', status: 'Registered' as const },
    { clientUserId: 'theirs-3', status: 'Retired' as const },
  ],
}

const sorted = (rows: (string | number)[][]) => rows.map((row) => row.join(' ')).toSorted()

/** Our tables and Apple's, in the same words. */
async function both(world: World) {
  const { uId } = world.location
  const ours = await db.asset.findMany({
    where: { tokenId: world.tokenId, vanishedAt: null },
    include: { associations: true },
  })
  return {
    ours: {
      assets: sorted(
        ours.map((a) => [a.adamId, a.pricingParam, a.totalCount, a.assignedCount, a.availableCount, a.retiredCount]),
      ),
      associations: sorted(ours.flatMap((a) => a.associations.map((h) => [a.adamId, a.pricingParam, h.target]))),
    },
    apples: {
      assets: sorted(
        world.fake
          .assetsOf(uId)
          .map((a) => [a.adamId, a.pricingParam, a.totalCount, a.assignedCount, a.availableCount, a.retiredCount]),
      ),
      associations: sorted(
        world.fake
          .associationsOf(uId)
          .map((h) => [h.adamId, h.pricingParam ?? 'STDQ', h.serialNumber ?? h.clientUserId ?? '']),
      ),
    },
  }
}
async function expectEqual(world: World) {
  const { ours, apples } = await both(world)
  expect(ours).toEqual(apples)
  const { rows } = await database.pool.query(
    'select count(*)::int as lost from associations h where not exists (select 1 from assets a where a.id = h.asset_id)',
  )
  expect(rows).toEqual([{ lost: 0 }])
  expect(await db.aheadAsset.count()).toBe(0)
}

const lastRun = (world: World) =>
  db.syncRun.findFirstOrThrow({ where: { tokenId: world.tokenId }, orderBy: { requestedAt: 'desc' } })
const tokenOf = (world: World) => db.token.findUniqueOrThrow({ where: { id: world.tokenId } })
const assetOf = (world: World, key: typeof notes | typeof plus) =>
  db.asset.findFirst({ where: { tokenId: world.tokenId, ...key } })

/** The location is as if it had never been read. */
async function forgetLocation({ tokenId }: World): Promise<void> {
  await db.asset.deleteMany({ where: { tokenId } })
  const data = { assetsVersionId: null, usersVersionId: null, associationsVersionId: null }
  await db.token.update({ where: { id: tokenId }, data })
}

describe('what another system made (P11)', () => {
  it('its users are counted and not taken in, and what they hold is marked', async () => {
    const world = await buildWorld(database, seed)
    expect(await db.vppUser.count({ where: { tokenId: world.tokenId } })).toBe(0)
    expect(await tokenOf(world)).toMatchObject({ foreignUserCount: 3, foreignAssociationCount: 4 })
    expect(await assetOf(world, notes)).toMatchObject({ foreignCount: 2 })
    expect(await assetOf(world, book)).toMatchObject({ foreignCount: 2 })
    await expectEqual(world)
  })

  it('ours follow Apple, by the record that is active, and are not foreign', async () => {
    const world = await buildWorld(database, { assets: [] })
    const person = await addPerson(db)
    const vppUser = await db.vppUser.create({
      data: { tokenId: world.tokenId, personId: person.id, clientUserId: 'ours', status: 'Registered' },
    })
    const other = await buildWorld(database, seed)
    await db.vppUser.update({ where: { id: vppUser.id }, data: { tokenId: other.tokenId } })
    // What changes at Apple is what makes the next sync read users and associations again.
    other.fake.editAssociations(other.location.uId, {
      associate: [{ ...notes, targetType: 'device', target: 'S9' }],
      disassociate: [{ ...notes, targetType: 'user', target: 'theirs-1' }],
    })
    await db.token.update({ where: { id: other.tokenId }, data: { usersVersionId: null } })
    await other.sync()
    expect(await db.vppUser.findUnique({ where: { id: vppUser.id } })).toMatchObject({
      status: 'Associated',
      idHash: 'new',
    })
    expect(await lastRun(other)).toMatchObject({ usersChanged: 1, associationsAdded: 1, associationsRemoved: 1 })
    expect(await tokenOf(other)).toMatchObject({ foreignUserCount: 2 })
    await expectEqual(other)
  })
})

describe('what changed', () => {
  it('is kept in the run, the biggest first, with the counts before and after', async () => {
    const world = await buildWorld(database, seed)
    const { uId } = world.location
    const { changes } = await lastRun(world)
    expect(changes).toHaveLength(4)
    world.fake.purchase(uId, notes, 7)
    world.fake.purchase(uId, book, 1)
    await world.sync()
    expect(await lastRun(world)).toMatchObject({
      countsChanged: 2,
      assetsAdded: 0,
      changes: [
        { kind: 'countsChanged', name: 'Notes', before: { totalCount: 10 }, after: { totalCount: 17 } },
        { kind: 'countsChanged', name: 'A Book', before: { totalCount: 4 }, after: { totalCount: 5 } },
      ],
    })
  })

  it('an asset that Apple no longer lists is marked while something hangs on it, and unmarked when it returns', async () => {
    const world = await buildWorld(database, seed)
    const { uId } = world.location
    await addAssignment(db, { assetId: (await assetOf(world, notes))?.id ?? '' })
    world.fake.removeAsset(uId, notes)
    world.fake.removeAsset(uId, plus)
    await world.sync()
    expect(await assetOf(world, notes)).toMatchObject({ totalCount: 0, vanishedAt: expect.any(Date) })
    expect(await assetOf(world, plus)).toBeNull()
    expect(await lastRun(world)).toMatchObject({
      assetsVanished: 2,
      associationsRemoved: 5,
      changes: [
        { kind: 'vanished', before: { totalCount: 10 }, after: null },
        { kind: 'vanished', before: { totalCount: 3 }, after: null },
      ],
    })
    await expectEqual(world)

    world.fake.purchase(uId, notes, 6)
    await world.sync()
    expect(await assetOf(world, notes)).toMatchObject({ totalCount: 6, vanishedAt: null })
    expect(await lastRun(world)).toMatchObject({ assetsAdded: 1, changes: [{ kind: 'returned', name: 'Notes' }] })
    await expectEqual(world)
  })

  it('nothing: four requests, and not one row', async () => {
    const world = await buildWorld(database, seed)
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'succeeded', requestCount: 4, changes: [], walkRestarts: 0 })
    await expectEqual(world)
  })
})

it('a country whose store lacks an app marks it and keeps its texts, and the next country is asked anew', async () => {
  const world = await buildWorld(database, seed)
  world.fake.editCatalog(book.adamId, { missingIn: ['FR'] })
  const metadata = async () => {
    const asset = await assetOf(world, book)
    return db.assetMetadata.findUniqueOrThrow({ where: { assetId: asset?.id ?? '' } })
  }
  const before = await metadata()
  const moveTo = async (countryOrRegion: string) => {
    await updateToken(world.deps, pomona, { tokenId: world.tokenId, countryOrRegion })
    await world.sync()
  }
  await moveTo('FR')
  expect(await metadata()).toMatchObject({ publisher: before.publisher, missingInStoreSince: expect.any(Date) })
  expect((await assetOf(world, notes))?.name).toBe('Notes')
  expect(await lastRun(world)).toMatchObject({ state: 'succeeded', metadataUpdated: 3 })
  await world.sync()
  expect(await lastRun(world)).toMatchObject({ requestCount: 4, metadataUpdated: 0 })
  await moveTo('DE')
  expect(await metadata()).toMatchObject({ storefront: 'DE', missingInStoreSince: null })
})

describe('a crash', () => {
  type Wrap = (vpp: Deps['vpp']) => Deps['vpp']
  /** A client that dies at its nth question or page, and the questions that were asked. */
  function dyingAt(kill: { at: number; asked: number }): Wrap {
    const step = () => {
      kill.asked += 1
      if (kill.asked === kill.at) throw new Error('killed')
    }
    const stepping = <A extends unknown[], T>(read: (...args: A) => AsyncIterable<T>) =>
      async function* (...args: A) {
        step()
        for await (const page of read(...args)) {
          yield page
          step()
        }
      }
    return (vpp) => ({
      ...vpp,
      getLocation: async (...args) => (step(), vpp.getLocation(...args)),
      lookUpMetadata: async (...args) => (step(), vpp.lookUpMetadata(...args)),
      readAssets: stepping((...args: Parameters<typeof vpp.readAssets>) => vpp.readAssets(...args)),
      readUsers: stepping((...args: Parameters<typeof vpp.readUsers>) => vpp.readUsers(...args)),
      readAssociations: stepping((...args: Parameters<typeof vpp.readAssociations>) => vpp.readAssociations(...args)),
    })
  }
  /** Kills every sync at its nth step, for all n until one gets through. */
  async function killAtEveryStep(world: World, kill: { at: number; asked: number }): Promise<number> {
    for (let at = 1; ; at += 1) {
      Object.assign(kill, { at, asked: 0 })
      const died = await world.sync().then(
        () => false,
        () => true,
      )
      if (!died) return at
    }
  }

  it('at any question of the first sync leaves nothing behind, and the next one makes all true', async () => {
    const kill = { at: 0, asked: 0 }
    const world = await buildWorld(database, seed, { wrap: dyingAt(kill) })
    await forgetLocation(world)
    expect(await killAtEveryStep(world, kill)).toBeGreaterThan(6)
    await expectEqual(world)
  })

  it('at any question of a later sync is repaired by the next one', async () => {
    const kill = { at: 0, asked: 0 }
    const world = await buildWorld(database, seed, { wrap: dyingAt(kill) })
    world.fake.purchase(world.location.uId, notes, 2)
    world.fake.editAssociations(world.location.uId, {
      associate: [{ ...notes, targetType: 'device', target: 'S3' }],
      disassociate: [{ ...notes, targetType: 'device', target: 'S1' }],
    })
    expect(await killAtEveryStep(world, kill)).toBeGreaterThan(4)
    await expectEqual(world)
  })

  it('of the connection to the database is repaired by the next sync', async () => {
    let isToBeCut = false
    const world = await buildWorld(database, seed, {
      wrap: (vpp) => ({
        ...vpp,
        async *readAssets(...args) {
          yield* vpp.readAssets(...args)
          if (!isToBeCut) return
          isToBeCut = false
          await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'pomona-sync'`)
        },
      }),
    })
    for (const isFirst of [false, true]) {
      if (isFirst) await forgetLocation(world)
      world.fake.purchase(world.location.uId, notes, 1)
      isToBeCut = true
      await expect(world.sync()).rejects.toThrow(/connection|terminat/i)
      expect(isToBeCut).toBe(false)
      expect(await lastRun(world)).toMatchObject({ state: 'failed', errorCode: 'internal' })
      await world.sync()
      expect(await lastRun(world)).toMatchObject({ state: 'succeeded' })
      await expectEqual(world)
    }
  })
})

describe('the first sync', () => {
  it('meets an asset that a notification told of in the meantime, and all of it ends on that one', async () => {
    const world = await buildWorld(database, seed)
    const { id } = (await assetOf(world, notes)) ?? { id: '' }
    await forgetLocation(world)
    const { vpp } = world.deps
    Object.assign(world.deps, {
      vpp: {
        ...vpp,
        async *readAssets(...args: Parameters<typeof vpp.readAssets>) {
          yield* vpp.readAssets(...args)
          await db.$executeRaw`
            insert into assets (id, token_id, adam_id, pricing_param, product_type, name, total_count, assigned_count,
              available_count, retired_count, counts_read_at, device_assignable, revocable, supported_platforms)
            values (${id}::uuid, ${world.tokenId}::uuid, ${notes.adamId}, 'STDQ', 'App', 'Notes', 1, 0, 1, 0, '2020-01-01', true, true, '{}')`
        },
      },
    })
    await world.sync()
    expect(await lastRun(world)).toMatchObject({ state: 'succeeded', associationsAdded: 7 })
    expect(await assetOf(world, notes)).toMatchObject({ id, foreignCount: 2, totalCount: 10 })
    await expectEqual(world)
  })

  it('reads once more and compares when Apple names an association twice', async () => {
    const world = await buildWorld(database, seed, {
      wrap: (vpp) => ({
        ...vpp,
        async *readAssociations(...args) {
          for await (const page of vpp.readAssociations(...args))
            yield { ...page, items: [...page.items, ...page.items] }
        },
      }),
    })
    expect(await lastRun(world)).toMatchObject({ state: 'succeeded', walkRestarts: 1, associationsAdded: 7 })
    await expectEqual(world)
  })
})
