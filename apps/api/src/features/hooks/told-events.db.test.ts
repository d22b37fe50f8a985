import { openTestDatabase } from '@pomona/db/testing'
import { processOrders, watchSilence } from '@pomona/engine'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { addNotesOrder, notes, notesWorlds, orderNotes, user } from '../../testing/notes-world.ts'
import type { ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const worlds = notesWorlds(database)
const { start } = worlds
afterEach(() => worlds.closeAll())
afterAll(() => database.close())

describe('events of our own', () => {
  it('are asked about as soon as Apple has told of all of it', async () => {
    const world = await start()
    let asked = 0
    const { vpp } = world.deps
    world.deps.vpp = { ...vpp, getEvent: (...args) => ((asked += 1), vpp.getEvent(...args)) }
    await addNotesOrder(database, world, 'S7')
    await processOrders(world.deps, { tokenId: world.tokenId })
    world.pass(500)
    await processOrders(world.deps, { tokenId: world.tokenId })
    expect(asked).toBe(0)
    await world.hear()
    // Until it is settled it is promised; in the counts as well it would be taken twice.
    expect(await world.asset(notes.adamId)).toMatchObject({ availableCount: 8, assignedCount: 2 })
    await processOrders(world.deps, { tokenId: world.tokenId })
    expect(asked).toBe(1)
    expect(await database.prisma.licenseOrder.findFirst({ where: { tokenId: world.tokenId } })).toMatchObject({
      state: 'confirmed',
    })
    expect(await world.ours()).toEqual(world.apples())
    expect(await world.outcomes('ASSET_MANAGEMENT')).toEqual([
      'It is about an order of this console. Apple has told of all of it and is asked how it ended.',
    ])
  })

  it('that Apple never tells of are asked about at their time', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLost', times: 100 })
    await orderNotes(database, world, 'S7')
    expect(await database.prisma.licenseOrder.findFirst({ where: { tokenId: world.tokenId } })).toMatchObject({
      state: 'confirmed',
    })
    expect(await world.ours()).toEqual(world.apples())
  })
})

describe('silence', () => {
  const standing = async (world: ToldWorld) => (await world.token()).notificationState

  it('is noticed by what Apple should have told, and ends with the first word', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLost', times: 100 })
    await orderNotes(database, world, 'S8')
    await watchSilence(world.deps)
    expect(await standing(world)).toBe('on')
    world.pass(6 * 60_000)
    await watchSilence(world.deps)
    expect(await world.token()).toMatchObject({
      notificationState: 'unreachable',
      notificationReason: expect.stringContaining('told it nothing'),
    })
    world.fake.faults.clear({ uId: world.uId })
    world.fake.purchase(world.uId, notes, 1)
    await world.hear()
    expect(await world.token()).toMatchObject({ notificationState: 'on', notificationReason: null })
    await watchSilence(world.deps)
    expect(await standing(world)).toBe('on')
  })

  it('makes the next sync have Apple try the address again', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLost', times: 100 })
    await orderNotes(database, world, 'S8')
    world.pass(6 * 60_000)
    await watchSilence(world.deps)
    world.fake.faults.clear({ uId: world.uId })
    await world.sync()
    expect(await standing(world)).toBe('on')
    await watchSilence(world.deps)
    expect(await standing(world)).toBe('on')
  })

  it('is not what was told of', async () => {
    const world = await start()
    await addNotesOrder(database, world, 'S8')
    await processOrders(world.deps, { tokenId: world.tokenId })
    world.pass(500)
    await world.hear()
    await processOrders(world.deps, { tokenId: world.tokenId })
    world.pass(6 * 60_000)
    await watchSilence(world.deps)
    expect(await standing(world)).toBe('on')
  })
})

describe('people', () => {
  const ours = async (world: ToldWorld, clientUserId: string) => {
    await database.prisma.vppUser.create({ data: { tokenId: world.tokenId, clientUserId, status: 'Registered' } })
    return () => database.prisma.vppUser.findFirstOrThrow({ where: { tokenId: world.tokenId, clientUserId } })
  }

  it('who accept their invitation are accepted here at once, and no older note takes that back', async () => {
    const world = await start({ users: [{ clientUserId: 'p1', status: 'Registered' }] })
    const read = await ours(world, 'p1')
    const [seen] = world.fake.usersOf(world.uId)
    world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: 60_000 })
    world.fake.service.updateUsers(world.location.tokenFile, { users: [{ clientUserId: 'p1', email: 'p1@x.test' }] })
    world.pass(500)
    await world.fake.work()
    world.fake.acceptInvitation(seen?.inviteCode ?? '', 'p1@icloud.test')
    await world.hear()
    expect(await read()).toMatchObject({ status: 'Associated', idHash: expect.stringMatching(/.+/) })
    world.pass(60_000)
    await world.hear()
    expect(await read()).toMatchObject({ status: 'Associated' })
    expect(await world.outcomes('USER_ASSOCIATED')).toEqual(['1 person of this console was brought up to date.'])
  })

  it('of other systems are counted', async () => {
    const world = await start()
    const before = (await world.token()).foreignUserCount
    const users = [{ clientUserId: 'f1' }, { clientUserId: 'f2' }]
    world.fake.service.createUsers(world.location.tokenFile, { users })
    world.pass(500)
    await world.hear()
    expect((await world.token()).foreignUserCount).toBe(before + 2)
    expect(await world.outcomes('USER_MANAGEMENT')).toEqual(['2 people belong to another system.'])
  })

  it('who are retired lose what Apple takes back', async () => {
    const world = await start({ users: [{ clientUserId: 'f1', status: 'Associated', idHash: 'x' }] })
    world.fake.editAssociations(world.uId, { associate: [user('f1')] })
    await world.quiet()
    expect((await world.ours()).associations).toContain(`${notes.adamId} STDQ user f1`)
    world.fake.service.retireUsers(world.location.tokenFile, { users: [{ clientUserId: 'f1' }] })
    await world.quiet()
    expect(await world.ours()).toEqual(world.apples())
    expect((await world.ours()).associations).not.toContain(`${notes.adamId} STDQ user f1`)
  })
})
