import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { device, notes, notesWorlds, orderNotes, user } from '../../testing/notes-world.ts'
import type { ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const worlds = notesWorlds(database)
const { start } = worlds
afterEach(() => worlds.closeAll())
afterAll(() => database.close())

const isDoubted = (world: ToldWorld) =>
  database.prisma.toldAssociation.count({ where: { asset: { tokenId: world.tokenId }, isInDoubt: true } })

describe('licenses', () => {
  it('that somebody else gives and takes show at once, with their counts', async () => {
    const world = await start()
    world.fake.editAssociations(world.uId, { associate: [device('S3'), user('u1')], disassociate: [device('S1')] })
    world.pass(10)
    await world.hear()
    expect(await world.ours()).toEqual(world.apples())
    expect(new Set(await world.outcomes('ASSET_MANAGEMENT'))).toEqual(
      new Set(['1 license is shown as told.', '2 licenses are shown as told.']),
    )
  })

  it('told of in the wrong order are read at Apple before they are believed', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: 60_000 })
    world.fake.editAssociations(world.uId, { associate: [device('S3')] })
    world.fake.editAssociations(world.uId, { disassociate: [device('S3')] })
    await world.hear()
    world.pass(60_000)
    await world.hear()
    // The note of the gift came last; the license is nevertheless gone.
    expect(await isDoubted(world)).toBe(1)
    expect((await world.ours()).associations).toEqual(world.apples().associations)
    await world.recheck()
    expect(await isDoubted(world)).toBe(0)
    expect(await world.ours()).toEqual(world.apples())
    expect((await world.outcomes('ASSET_MANAGEMENT')).at(-1)).toContain('had told otherwise shortly before')
  })

  it('told of in the wrong order within one breath are not believed either', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: 1_000 })
    world.fake.editAssociations(world.uId, { associate: [device('S3')] })
    world.fake.editAssociations(world.uId, { disassociate: [device('S3')] })
    await world.fake.work()
    world.pass(1_000)
    await world.hear()
    expect((await world.ours()).associations).toEqual(world.apples().associations)
    await world.recheck()
    expect(await world.ours()).toEqual(world.apples())
  })

  it('told of several times count once', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationDoubled', times: 3, delayMs: 2_000 })
    world.fake.purchase(world.uId, notes, 5)
    world.fake.editAssociations(world.uId, { associate: [device('S3')], disassociate: [device('S1')] })
    await world.hear()
    world.pass(5_000)
    await world.hear()
    expect(await world.ours()).toEqual(world.apples())
  })

  it('are not undone by the late note of something before an order of our own', async () => {
    const world = await start()
    const asset = await world.asset(notes.adamId)
    world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: 240_000 })
    world.fake.editAssociations(world.uId, { disassociate: [device('S1')] })
    await database.prisma.association.deleteMany({ where: { assetId: asset.id, target: 'S1' } })
    await orderNotes(database, world, 'S1')
    expect((await world.ours()).associations).toEqual(world.apples().associations)
    world.pass(240_000)
    await world.hear()
    await world.recheck()
    expect((await world.ours()).associations).toContain(`${notes.adamId} STDQ device S1`)
    expect(await world.ours()).toEqual(world.apples())
  })

  it.each(['associate', 'disassociate'] as const)(
    'that somebody else’s %s tells of while a sync walks survive it',
    async (what) => {
      const world = await start()
      const vpp = { ...world.deps.vpp }
      const target = what === 'associate' ? 'S3' : 'S1'
      world.deps.vpp = {
        ...vpp,
        // The pages with the licenses are read, then the licenses change, and Apple tells of it before the sync writes.
        readUsers: (...args) =>
          (async function* () {
            world.fake.editAssociations(world.uId, { [what]: [device(target)] })
            world.pass(10)
            await world.hear()
            yield* vpp.readUsers(...args)
          })(),
      }
      world.fake.purchase(world.uId, notes, 1)
      world.fake.editAssociations(world.uId, { associate: [device('S8')], isSilent: true })
      const run = await world.sync()
      expect(run).toMatchObject({ state: 'succeeded' })
      world.deps.vpp = vpp
      expect((await world.ours()).associations).toEqual(world.apples().associations)
      await world.recheck()
      expect(await world.ours()).toEqual(world.apples())
    },
  )

  it('that Apple tells of while the first sync walks survive it', async () => {
    const world = await start({
      assets: ['1000000001', '1000000002', '1000000003'].map((adamId) => ({
        adamId,
        totalCount: 10,
        serialNumbers: adamId === notes.adamId ? ['S1', 'S2'] : [],
      })),
    })
    world.fake.settings.pageSize = 2
    await database.prisma.asset.deleteMany({ where: { tokenId: world.tokenId } })
    await database.prisma.token.update({ where: { id: world.tokenId }, data: { associationsVersionId: null } })
    const vpp = { ...world.deps.vpp }
    world.deps.vpp = {
      ...vpp,
      // All licenses are on the first page, which has been read; the apps are not all read yet.
      readAssets: async function* (credential, filter) {
        for await (const page of vpp.readAssets(credential, filter)) {
          if (filter === undefined && page.pageIndex === 1) {
            world.fake.editAssociations(world.uId, { associate: [device('S3')], disassociate: [device('S1')] })
            world.pass(10)
            await world.hear()
          }
          yield page
        }
      },
    }
    expect(await world.sync()).toMatchObject({ state: 'succeeded', walkRestarts: 0 })
    world.deps.vpp = vpp
    expect((await world.ours()).associations).toEqual(world.apples().associations)
    const { rows: orphans } = await database.pool.query(
      'select target from associations h where not exists (select 1 from assets a where a.id = h.asset_id)',
    )
    expect(orphans).toEqual([])
  })

  it('of an app bought while a sync walks survive it', async () => {
    const world = await start()
    const vpp = { ...world.deps.vpp }
    const bought = { adamId: '1000000009', pricingParam: 'STDQ' as const }
    world.deps.vpp = {
      ...vpp,
      readAssets: (credential, filter) =>
        (async function* () {
          const pages = []
          for await (const page of vpp.readAssets(credential, filter)) pages.push(page)
          if (filter === undefined) {
            world.fake.addToCatalog([{ ...world.fake.catalogItem(notes.adamId)!, adamId: bought.adamId }])
            world.fake.purchase(world.uId, bought, 3)
            world.fake.editAssociations(world.uId, { associate: [{ ...bought, targetType: 'device', target: 'S4' }] })
            world.pass(10)
            await world.hear()
          }
          yield* pages
        })(),
    }
    world.fake.editAssociations(world.uId, { associate: [device('S8')], isSilent: true })
    await world.sync()
    world.deps.vpp = vpp
    expect(await world.asset(bought.adamId)).toMatchObject({ totalCount: 3, vanishedAt: null })
    await world.recheck()
    expect(await world.ours()).toEqual(world.apples())
  })
})
