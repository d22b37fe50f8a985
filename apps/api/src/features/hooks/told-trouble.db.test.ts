import { randomBytes } from 'node:crypto'
import { AppleError } from '@pomona/apple-vpp'
import { openTestDatabase } from '@pomona/db/testing'
import { applyNotifications, pruneNotifications, resyncToken } from '@pomona/engine'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { device, notes, notesWorlds } from '../../testing/notes-world.ts'
import type { ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const worlds = notesWorlds(database)
const { start } = worlds
afterEach(() => worlds.closeAll())
afterAll(() => database.close())

const repairs = (world: ToldWorld) =>
  database.prisma.syncRun.count({ where: { tokenId: world.tokenId, trigger: 'repair' } })

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
    expect(await world.outcomes('ASSET_COUNT')).toContainEqual(expect.stringContaining('could not be read'))
    expect(await repairs(world)).toBe(1)
  })

  it('one that cannot be applied is given up and the location read, and the others are applied', async () => {
    const world = await start()
    // Longer than any serial number, and than what an index takes.
    const serialNumber = randomBytes(6_000).toString('hex')
    const notification = { type: 'ASSOCIATE', result: 'SUCCESS', assignments: [{ ...notes, serialNumber }] }
    await post(world, { notificationType: 'ASSET_MANAGEMENT', notification })
    world.fake.purchase(world.uId, notes, 5)
    world.pass(10)
    await world.hear()
    expect(await world.asset(notes.adamId)).toMatchObject({ totalCount: 15 })
    expect(await world.outcomes('ASSET_MANAGEMENT')).toEqual([
      'It could not be applied. The location is read as a whole instead.',
    ])
    expect(await repairs(world)).toBe(1)
  })

  it('what is thirty days old is dropped, and what was told of single licenses after a day', async () => {
    const world = await start()
    world.fake.editAssociations(world.uId, { associate: [device('S3')] })
    await world.quiet()
    const told = { where: { asset: { tokenId: world.tokenId } } }
    const asOf = (days: number) => pruneNotifications({ ...world.deps, now: () => daysLater(days) })
    // Notifications are dated by this test's clock, single licenses by the database's.
    const daysLater = (days: number) => new Date(world.deps.now().getTime() + days * 86_400_000)
    const count = () => database.prisma.appleNotification.count({ where: { tokenId: world.tokenId } })
    const before = await count()
    await database.prisma.toldAssociation.updateMany({ ...told, data: { toldAt: world.deps.now() } })
    await asOf(0.9)
    expect(await database.prisma.toldAssociation.count(told)).toBe(1)
    await asOf(29)
    expect([await count(), await database.prisma.toldAssociation.count(told)]).toEqual([before, 0])
    await asOf(31)
    expect(await count()).toBe(0)
  })

  it('when many new apps are told of while a sync walks, another sync follows it', async () => {
    const world = await start()
    const run = await database.prisma.syncRun.create({
      data: { tokenId: world.tokenId, trigger: 'schedule', state: 'running' },
    })
    for (let number = 0; number < 25; number += 1) {
      const adamId = String(1_000_000_100 + number)
      world.fake.addToCatalog([{ ...world.fake.catalogItem(notes.adamId)!, adamId }])
      world.fake.purchase(world.uId, { adamId, pricingParam: 'STDQ' }, 1)
    }
    await world.hear()
    const { rows } = await database.pool.query(
      `select queue_name from graphile_worker.jobs where task_identifier = 'resync-token' and key = $1`,
      [`resync:${world.tokenId}`],
    )
    expect(rows).toEqual([{ queue_name: `token:${world.tokenId}` }])
    await database.prisma.syncRun.delete({ where: { id: run.id } })
    await resyncToken(world.deps, { tokenId: world.tokenId, trigger: 'repair' })
    expect((await world.ours()).counts).toEqual(world.apples().counts)
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
