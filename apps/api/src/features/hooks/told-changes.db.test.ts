import { AppleError } from '@pomona/apple-vpp'
import { openTestDatabase } from '@pomona/db/testing'
import { applyNotifications, processOrders } from '@pomona/engine'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startToldWorld, type ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const open: ToldWorld[] = []
const notes = { adamId: '1000000001', pricingParam: 'STDQ' as const }
const unlimited = { adamId: '1000000002', pricingParam: 'STDQ' as const }
const device = (target: string) => ({ ...notes, targetType: 'device' as const, target })
const user = (target: string) => ({ ...notes, targetType: 'user' as const, target })

async function start(...[seed, options]: [seed?: Parameters<typeof startToldWorld>[1], options?: object]) {
  const world = await startToldWorld(
    database,
    {
      assets: [
        { ...notes, name: 'Notes', totalCount: 10, serialNumbers: ['S1', 'S2'] },
        { ...unlimited, name: 'Sketch', totalCount: 2_147_483_647 },
      ],
      ...seed,
    },
    options,
  )
  open.push(world)
  return world
}
afterEach(async () => {
  for (const world of open.splice(0)) {
    expect(world.lost).toEqual([])
    await world.close()
  }
})
afterAll(() => database.close())

const isDoubted = (world: ToldWorld) =>
  database.prisma.toldAssociation.count({ where: { asset: { tokenId: world.tokenId }, isInDoubt: true } })
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

describe('licenses', () => {
  it('that somebody else gives and takes show at once, with their counts', async () => {
    const world = await start()
    world.fake.editAssociations(world.uId, { associate: [device('S3'), user('u1')], disassociate: [device('S1')] })
    world.pass(10)
    await world.hear()
    expect(await world.ours()).toEqual(world.apples())
    expect((await world.outcomes('ASSET_MANAGEMENT')).toSorted()).toEqual([
      '1 license is shown as told.',
      '2 licenses are shown as told.',
    ])
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
    await order(world, 'S1')
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

/** Orders one license for a serial number and waits until Apple has given it. */
async function order(world: ToldWorld, serialNumber: string): Promise<void> {
  const asset = await world.asset(notes.adamId)
  await database.prisma.licenseOrder.create({
    data: {
      tokenId: world.tokenId,
      assetId: asset.id,
      kind: 'associate',
      targetType: 'device',
      target: serialNumber,
      targetName: serialNumber,
      state: 'waiting',
      priority: 0,
    },
  })
  await processOrders(world.deps, { tokenId: world.tokenId })
  world.pass(2_500)
  await processOrders(world.deps, { tokenId: world.tokenId })
}

describe('events of our own', () => {
  it('are asked about as soon as Apple has told of all of it', async () => {
    const world = await start()
    let asked = 0
    const { vpp } = world.deps
    world.deps.vpp = { ...vpp, getEvent: (...args) => ((asked += 1), vpp.getEvent(...args)) }
    const asset = await world.asset(notes.adamId)
    await database.prisma.licenseOrder.create({
      data: {
        tokenId: world.tokenId,
        assetId: asset.id,
        kind: 'associate',
        targetType: 'device',
        target: 'S7',
        targetName: 'S7',
        state: 'waiting',
        priority: 0,
      },
    })
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
    await order(world, 'S7')
    expect(await database.prisma.licenseOrder.findFirst({ where: { tokenId: world.tokenId } })).toMatchObject({
      state: 'confirmed',
    })
    expect(await world.ours()).toEqual(world.apples())
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

describe('what goes wrong', () => {
  const post = (world: ToldWorld, body: object) =>
    fetch(`${world.app.url}/hooks/apple/${world.tokenId}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${world.deps.secrets.derive(`apple-notifications:${world.tokenId}`).reveal()}`,
      },
      body: JSON.stringify({ uId: world.uId, notificationId: crypto.randomUUID(), ...body }),
    })

  it('a type that nobody knows is kept and said so', async () => {
    const world = await start()
    await post(world, { notificationType: 'UNLIMITED_ASSET', notification: { adamId: '1' } })
    await world.hear()
    expect(await world.outcomes('UNLIMITED_ASSET')).toEqual([
      'This console does not know notifications of the type UNLIMITED_ASSET. It was kept; nothing was changed.',
    ])
  })

  it('one that cannot be read does not hold up the others, and has the location read', async () => {
    const world = await start()
    await post(world, { notificationType: 'ASSET_COUNT', notification: { adamId: 7, countDelta: 'many' } })
    world.fake.purchase(world.uId, notes, 5)
    world.pass(10)
    await world.hear()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15 })
    expect((await world.outcomes('ASSET_COUNT')).toSorted()[0]).toContain('could not be read')
    expect(await repairs(world)).toBe(1)
  })

  it('while Apple does not answer, what was told shows, and what is to be read is read later', async () => {
    const world = await start()
    const { vpp } = world.deps
    const isDown = () => {
      throw new AppleError('apple_unavailable', 'Apple did not answer.', { retry: 'later' })
    }
    world.deps.vpp = { ...vpp, readAssets: isDown, readAssociations: isDown }
    world.fake.purchase(world.uId, notes, 5)
    world.pass(10)
    await world.hear()
    await world.recheck()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15 })
    const { rows } = await database.pool.query(`select run_at from graphile_worker.jobs where key = $1`, [
      `recheck:${world.tokenId}`,
    ])
    expect(rows).toHaveLength(1)
    world.deps.vpp = vpp
    await world.recheck()
    expect((await world.asset(notes.adamId)).recheckSince).toBeNull()
  })

  it('a worker that dies before or after it applied leaves nothing half done or done twice', async () => {
    const world = await start()
    world.fake.purchase(world.uId, notes, 5)
    world.pass(10)
    await world.fake.work()
    const dying = { ...world.deps, now: () => { throw new Error('died') } } // prettier-ignore
    await expect(applyNotifications(dying, { tokenId: world.tokenId })).rejects.toThrow('died')
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 10 })
    await Promise.all([1, 2, 3].map(() => applyNotifications(world.deps, { tokenId: world.tokenId })))
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15 })
    expect((await world.token()).lastNotificationAt).toEqual(world.deps.now())
  })
})
