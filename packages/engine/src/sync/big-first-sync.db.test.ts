import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { AppError } from '@pomona/domain'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { pomona, type Deps } from '../deps.ts'
import { buildWorld, type World } from '../testing/world.ts'
import { clearToken, deleteToken } from '../tokens/delete-token.ts'
import { pruneSyncs } from './prune-syncs.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())
afterEach(async () => {
  for (const { id, displayName } of await db.token.findMany({ where: { deletedAt: null } })) {
    await deleteToken(last.deps, pomona, { tokenId: id, displayName })
    await clearToken(last.deps, { tokenId: id })
  }
  await vi.waitUntil(async () => (await partsAfterTidying()).length === 0, { timeout: 10_000 })
})

/** From so many on a first sync writes a part of its own. */
const big = { assets: [], generate: { assets: 10, users: 100, associations: 50_000 } }

/** The world made last, for its way to Apple. */
let last: World
/** A location as big, whose first sync has not come through yet. */
async function bigLocation(wrap: (vpp: Deps['vpp']) => Partial<Deps['vpp']> = () => ({})): Promise<World> {
  let isMade = false
  last = await buildWorld(database, big, {
    wrap: (vpp) => ({
      ...vpp,
      readAssets(...args) {
        if (!isMade) throw new AppError('apple_unavailable', 'Not yet.')
        return vpp.readAssets(...args)
      },
      ...wrap(vpp),
    }),
  })
  isMade = true
  return last
}

const parts = async () => {
  const { rows } = await database.pool.query<{ name: string; attached: boolean; indexes: number }>(`
    select relname as name, relispartition as attached,
      (select count(*)::int from pg_index i where i.indrelid = c.oid and i.indisvalid) as indexes
    from pg_class c where relnamespace = 'pomona_parts'::regnamespace and relkind = 'r' and relname <> 'associations_main'
    order by 1`)
  return rows
}
/** While a new part is being finished, a tidy-up leaves it to the next. */
const partsAfterTidying = async () => {
  await pruneSyncs(last.deps)
  return parts()
}
const finished = (name: string) => ({ name: `associations_${name}`, attached: true, indexes: 2 })
const rowsIn = async (table: string) =>
  Number((await database.pool.query<{ count: string }>(`select count(*) from pomona_parts.${table}`)).rows[0]?.count)
const lastRun = async ({ tokenId }: World) =>
  db.syncRun.findFirstOrThrow({ where: { tokenId }, orderBy: { requestedAt: 'desc' } })

async function expectEqual(world: World): Promise<void> {
  const { rows } = await database.pool.query<{ held: string }>(
    `select a.adam_id || ' ' || h.target_type || ' ' || h.target as held
     from associations h join assets a on a.id = h.asset_id where a.token_id = $1`,
    [world.tokenId],
  )
  const apples = world.fake
    .associationsOf(world.location.uId)
    .map((h) => `${h.adamId} ${h.serialNumber === undefined ? 'user' : 'device'} ${h.serialNumber ?? h.clientUserId}`)
  expect(rows.map(({ held }) => held).toSorted()).toEqual(apples.toSorted())
  const { rows: wrong } = await database.pool.query(
    `select 1 from assets a where foreign_count <> (select count(*) from associations h
       where h.asset_id = a.id and h.target_type = 'user')
     union all select 1 from associations h where not exists (select 1 from assets a where a.id = h.asset_id)`,
  )
  expect(wrong).toEqual([])
  expect(await db.aheadAsset.count()).toBe(0)
}

/** Ends the connections of all syncs, as when the worker is killed. */
const killSyncs = async () =>
  database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'pomona-sync'`)
const holding = (lock: string) => `select pg_advisory_lock(hashtextextended('${lock}', 0))`

it('goes into a part of its own, which later changes find like any other', async () => {
  const world = await bigLocation()
  await world.sync()
  await expect.poll(parts, { timeout: 10_000 }).toEqual([finished('f000')])
  expect(await lastRun(world)).toMatchObject({ associationsAdded: 50_000, walkRestarts: 0 })
  expect(await rowsIn('associations_f000')).toBe(50_000)
  await expectEqual(world)
  const [held] = world.fake.associationsOf(world.location.uId)
  if (held === undefined) throw new Error('nobody holds anything')
  const asset = { adamId: held.adamId, pricingParam: 'STDQ' as const }
  world.fake.editAssociations(world.location.uId, {
    associate: [{ ...asset, targetType: 'device', target: 'NEW1' }],
    disassociate: [
      held.serialNumber === undefined
        ? { ...asset, targetType: 'user', target: held.clientUserId ?? '' }
        : { ...asset, targetType: 'device', target: held.serialNumber },
    ],
  })
  await world.sync()
  expect(await lastRun(world)).toMatchObject({ associationsAdded: 1, associationsRemoved: 1 })
  await expectEqual(world)
})

it('of two locations at once are two parts', async () => {
  const worlds = [await bigLocation(), await bigLocation()]
  await Promise.all(worlds.map((world) => world.sync()))
  for (const world of worlds) await expectEqual(world)
  await expect.poll(partsAfterTidying, { timeout: 10_000 }).toEqual([finished('f000'), finished('f001')])
})

it('keeps nobody waiting who reads or writes, and waits for nobody', async () => {
  const [world, other] = [
    await bigLocation(),
    await buildWorld(database, { assets: [{ adamId: '1000000001', totalCount: 1 }] }),
  ]
  const client = await database.pool.connect()
  try {
    const assetId = await other.assetId('1000000001')
    await client.query('begin')
    await client.query(`insert into associations (asset_id, target_type, target) values ($1, 'device', 'S1')`, [
      assetId,
    ])
    await client.query(`update assets set name = 'Notes' where id = $1`, [assetId])
    await world.sync()
    expect(await parts()).toMatchObject([{ attached: true }])
    await client.query('commit')
  } finally {
    client.release()
  }
  await expectEqual(world)
})

it('that names an association twice begins anew and is compared', async () => {
  const world = await bigLocation((vpp) => ({
    async *readAssociations(...args) {
      for await (const page of vpp.readAssociations(...args)) yield { ...page, items: [...page.items, ...page.items] }
    },
  }))
  await world.sync()
  expect(await lastRun(world)).toMatchObject({ state: 'succeeded', walkRestarts: 1, associationsAdded: 50_000 })
  expect(await parts()).toEqual([])
  await expectEqual(world)
})

it('that dies while it writes leaves its part to the next one, which drops it', async () => {
  let isToDie = true
  const world = await bigLocation((vpp) => ({
    async *readAssociations(...args) {
      let pages = 0
      for await (const page of vpp.readAssociations(...args)) {
        yield page
        pages += 1
        if (isToDie && pages === 40) await killSyncs()
      }
    },
  }))
  await expect(world.sync()).rejects.toThrow(/connection|terminat/i)
  expect(await parts()).toEqual([{ name: 'associations_f000', attached: false, indexes: 0 }])
  isToDie = false
  await world.sync()
  await expect.poll(parts, { timeout: 10_000 }).toEqual([finished('f000')])
  await expectEqual(world)
})

it('that dies between attaching its part and the merge shows nothing, and is repaired by the next one', async () => {
  const world = await bigLocation()
  const client = await database.pool.connect()
  try {
    await client.query(holding(`holdings:${world.tokenId}`))
    const died = world.sync().catch((error: Error) => error.message)
    await expect.poll(async () => (await parts())[0]?.attached, { timeout: 20_000 }).toBe(true)
    await killSyncs()
    expect(await died).toMatch(/connection|terminat/i)
  } finally {
    await client.query('select pg_advisory_unlock_all()')
    client.release()
  }
  expect(await db.association.count({ where: { asset: { tokenId: world.tokenId } } })).toBe(0)
  await world.sync()
  await expectEqual(world)
  await expect.poll(partsAfterTidying, { timeout: 10_000 }).toEqual([finished('f001')])
})

it('leaves no part when the token is deleted meanwhile', async () => {
  const world = await bigLocation((vpp) => ({
    async *readAssociations(...args) {
      let pages = 0
      for await (const page of vpp.readAssociations(...args)) {
        yield page
        pages += 1
        if (pages !== 40) continue
        const { displayName } = await db.token.findUniqueOrThrow({ where: { id: world.tokenId } })
        await deleteToken(world.deps, pomona, { tokenId: world.tokenId, displayName })
      }
    },
  }))
  await world.sync()
  await clearToken(world.deps, { tokenId: world.tokenId })
  expect(await db.association.count()).toBe(0)
  expect(await db.asset.count()).toBe(0)
})

it('goes where all are when there are as many parts as there may be', async () => {
  const world = await bigLocation()
  const names = Array.from(
    { length: 16 },
    (_, number) => `pomona_parts.associations_f0${number.toString(16).padStart(2, '0')}`,
  )
  for (const name of names) await database.pool.query(`create table ${name} (asset_id uuid)`)
  await world.sync()
  for (const name of names) await database.pool.query(`drop table ${name}`)
  expect(await rowsIn('associations_main')).toBe(50_000)
  await expectEqual(world)
})

it('a deleted token takes its part along, and no other', async () => {
  const worlds = [await bigLocation(), await bigLocation()]
  for (const world of worlds) await world.sync()
  const [gone] = worlds
  const { displayName } = await db.token.findUniqueOrThrow({ where: { id: gone?.tokenId ?? '' } })
  await deleteToken(last.deps, pomona, { tokenId: gone?.tokenId ?? '', displayName })
  await clearToken(last.deps, { tokenId: gone?.tokenId ?? '' })
  await expect.poll(partsAfterTidying, { timeout: 10_000 }).toEqual([finished('f001')])
  await expectEqual(last)
})
