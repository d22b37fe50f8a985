import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { device, notesWorlds } from '../../testing/notes-world.ts'
import type { ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
const worlds = notesWorlds(database)
const { start } = worlds
afterEach(() => worlds.closeAll())
afterAll(() => database.close())

const lateMs = 120_000

/** A license is given, which is told late, and goes again, which is never told. */
function giveAndTakeAway(world: ToldWorld): void {
  world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: lateMs })
  world.fake.editAssociations(world.uId, { associate: [device('S3')] })
  world.fake.editAssociations(world.uId, { disassociate: [device('S3')], isSilent: true })
}

describe('what is told of a time before the last sync', () => {
  it('is put right by the next one: a license that has gone again', async () => {
    const world = await start()
    giveAndTakeAway(world)
    await world.hear()
    await world.sync()
    world.pass(lateMs)
    await world.hear()
    await world.recheck()
    await world.sync()
    expect(await world.ours()).toEqual(world.apples())
  })

  it('is put right by the next one: a license that has gone again, told of while a sync walks', async () => {
    const world = await start()
    giveAndTakeAway(world)
    await world.hear()
    const vpp = { ...world.deps.vpp }
    world.deps.vpp = {
      ...vpp,
      readUsers: (...args) =>
        (async function* () {
          world.pass(lateMs)
          await world.hear()
          yield* vpp.readUsers(...args)
        })(),
    }
    await world.sync()
    world.deps.vpp = vpp
    await world.recheck()
    await world.sync()
    expect(await world.ours()).toEqual(world.apples())
  })

  it('is put right by the next one: a person of another system who was counted already', async () => {
    const world = await start()
    world.fake.faults.add(world.uId, { kind: 'notificationLate', delayMs: lateMs })
    world.fake.service.createUsers(world.location.tokenFile, { users: [{ clientUserId: 'theirs-1' }] })
    world.pass(10_000)
    await world.hear()
    await world.sync()
    expect((await world.token()).foreignUserCount).toBe(1)
    world.pass(lateMs)
    await world.hear()
    await world.sync()
    expect((await world.token()).foreignUserCount).toBe(1)
  })
})
