import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { device, notes, notesWorlds, unlimited } from '../../testing/notes-world.ts'
import type { ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const worlds = notesWorlds(database)
const { start } = worlds
afterEach(() => worlds.closeAll())
afterAll(() => database.close())

const repairs = (world: ToldWorld) =>
  database.prisma.syncRun.count({ where: { tokenId: world.tokenId, trigger: 'repair' } })

describe('counts', () => {
  it('move as told, at once, and are read again a moment later', async () => {
    const world = await start()
    world.fake.purchase(world.uId, notes, 5)
    world.pass(10)
    await world.hear()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15, availableCount: 13, assignedCount: 2 })
    expect((await world.asset(notes.adamId)).recheckSince).not.toBeNull()
    await world.recheck()
    expect((await world.asset(notes.adamId)).recheckSince).toBeNull()
    expect((await world.ours()).counts).toEqual(world.apples().counts)
  })

  it('that a delta would make impossible stay until they are read', async () => {
    const world = await start()
    world.fake.editAsset(world.uId, notes, { availableCount: 50 })
    world.fake.purchase(world.uId, notes, -9)
    world.pass(10)
    await world.hear()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 10, availableCount: 8 })
    await world.recheck()
    expect((await world.ours()).counts).toEqual(world.apples().counts)
  })

  it('of an unlimited app are never moved by deltas', async () => {
    const world = await start()
    world.fake.editAssociations(world.uId, { associate: [{ ...unlimited, targetType: 'device', target: 'S9' }] })
    world.pass(10)
    await world.hear()
    expect(await world.asset(unlimited.adamId)).toMatchObject({ totalCount: 2_147_483_647, assignedCount: 0 })
    await world.recheck()
    expect(await world.ours()).toEqual(world.apples())
  })

  it('are not moved by what they were read after', async () => {
    const world = await start()
    world.fake.purchase(world.uId, notes, 5)
    await world.fake.work()
    await world.sync()
    await world.hear()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15, availableCount: 13 })
  })

  it('of an app that is bought for the first time come with the app, its name and its icon', async () => {
    const world = await start()
    world.fake.addToCatalog([{ ...world.fake.catalogItem(notes.adamId)!, adamId: '1000000009', name: 'New App' }])
    world.fake.purchase(world.uId, { adamId: '1000000009', pricingParam: 'STDQ' }, 7)
    world.fake.editAssociations(world.uId, {
      associate: [{ adamId: '1000000009', pricingParam: 'STDQ', targetType: 'device', target: 'S5' }],
    })
    world.pass(10)
    await world.hear()
    expect(await world.ours()).toEqual(world.apples())
    await world.recheck()
    expect(await world.asset('1000000009')).toMatchObject({ name: 'New App', totalCount: 7 })
    expect(await repairs(world)).toBe(0)
  })

  it('of an app that Apple lists no more are marked', async () => {
    const world = await start()
    const elsewhere = world.fake.addLocation({ locationName: 'Elsewhere' })
    world.fake.editAssociations(world.uId, { disassociate: [device('S1'), device('S2')] })
    world.fake.transfer(world.uId, elsewhere.uId, notes, 10)
    world.fake.removeAsset(world.uId, notes)
    await world.quiet()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 0 })
    expect((await world.asset(notes.adamId)).vanishedAt).not.toBeNull()
    expect(await world.ours()).toEqual(world.apples())
  })
})
