import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { pomona } from '../deps.ts'
import { peopleScene, watched, type Scene } from '../testing/people.ts'
import { removePerson, updatePerson } from './change-people.ts'
import { processUsers } from './process-users.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const adamId = '1000000001'
const bookId = '1000000002'

const person = (scene: Scene, index: number) => scene.people[index]?.id ?? ''
const problems = async (scene: Scene) => {
  const rows = await database.prisma.vppUser.findMany({ where: { tokenId: scene.world.tokenId } })
  return rows.map(({ status, wanted, errorNumber, reason }) => ({ status, wanted, errorNumber, reason }))
}
describe('registering', () => {
  it('makes people known to Apple in requests of its size, each once, and keeps their invitations', async () => {
    const { wrap, sent, requests } = watched()
    const scene = await peopleScene(database, { people: 230, wrap })
    expect(await scene.register()).toBe(230)
    expect(await scene.register()).toBe(0)
    await scene.settle()
    expect(scene.activeAtApple()).toEqual(scene.people.map(({ email }) => ({ email, status: 'Registered' })))
    expect(sent()).toEqual(['createUsers', 'createUsers', 'createUsers'])
    // One walk for all three, whatever the number of people.
    expect(requests.filter((name) => name === 'readUsers').length).toBeLessThanOrEqual(4)
    const rows = await database.prisma.vppUser.findMany({ where: { tokenId: scene.world.tokenId } })
    const atApple = scene.world.fake.usersOf(scene.world.location.uId)
    expect(new Map(rows.map((row) => [row.clientUserId, row.inviteCode]))).toEqual(
      new Map(atApple.map((user) => [user.clientUserId, user.inviteCode])),
    )
    expect(rows.every(({ wanted, batchId, invitedAt }) => !wanted && !batchId && invitedAt !== null)).toBe(true)
    await scene.settle()
    expect(sent()).toHaveLength(3)
  })

  it.each([
    ['asks only for what changed since the last sync', null],
    ['walks all when Apple knows that version no more', '00000000-0000-4000-8000-000000000000'],
  ])('%s', async (_, forgottenVersion) => {
    const asked: unknown[] = []
    const { wrap } = watched((name, args) => {
      if (name === 'readUsers') asked.push(args[1])
    })
    const scene = await peopleScene(database, { people: 6, wrap })
    const { usersVersionId } = await tokenOf(scene)
    expect(usersVersionId).not.toBeNull()
    if (forgottenVersion !== null) {
      await database.prisma.token.update({
        where: { id: scene.world.tokenId },
        data: { usersVersionId: forgottenVersion },
      })
    }
    asked.length = 0
    await scene.register()
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(6)
    expect((await scene.rows()).every(({ status }) => status === 'Registered')).toBe(true)
    const since = { sinceVersionId: forgottenVersion ?? usersVersionId }
    expect(asked).toEqual(forgottenVersion === null ? [since] : [since, { activeOnly: true }])
  })

  it('asks for what Apple’s limit allows at that moment', async () => {
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 5, wrap })
    scene.world.fake.settings.limits.maxUsers = 2
    await scene.register()
    await scene.settle()
    expect(sent()).toHaveLength(3)
    expect(scene.activeAtApple()).toHaveLength(5)
  })

  it('associates whoever has a Managed Apple Account of the organization at once, without an invitation', async () => {
    const managed = (index: number) => (index === 0 ? `ann-${Date.now()}@managed.example` : null)
    const scene = await peopleScene(database, { people: 2, managed })
    await scene.register()
    await scene.settle()
    expect(scene.activeAtApple().map(({ status }) => status)).toEqual(['Associated', 'Registered'])
    const row = await database.prisma.vppUser.findFirstOrThrow({ where: { personId: person(scene, 0) } })
    expect(row).toMatchObject({ status: 'Associated', inviteCode: null })
    expect(row.idHash).not.toBeNull()
  })

  it('tells the admin what is wrong with an account, does the others, and tries again once it is corrected', async () => {
    const managed = (index: number) => (index === 0 ? `eve-${Date.now()}@elsewhere.example` : null)
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 3, managed, wrap })
    scene.world.fake.addLocation({ locationName: 'Elsewhere', managedDomains: ['elsewhere.example'] })
    await scene.register()
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(2)
    expect(await problems(scene)).toContainEqual({
      status: null,
      wanted: null,
      errorNumber: 9635,
      reason: expect.stringContaining('Correct the user’s Managed Apple Account.'),
    })
    expect(sent()).toHaveLength(1)
    await updatePerson(scene.world.deps, pomona, {
      personId: person(scene, 0),
      managedAppleId: `eve-${Date.now()}@managed.example`,
    })
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(3)
    expect((await problems(scene)).every(({ reason }) => reason === null)).toBe(true)
  })

  it('finds the one that spoils a request for all, in few requests', async () => {
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 64, wrap })
    await database.prisma.person.update({
      where: { id: person(scene, 17) },
      data: { email: `no address ${Date.now()}` },
    })
    await scene.register()
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(63)
    expect((await problems(scene)).filter(({ errorNumber }) => errorNumber === 9717)).toHaveLength(1)
    expect(sent().length).toBeLessThanOrEqual(13)
  })

  it('sends nothing with a token that cannot write, fails nothing, and goes on when it can', async () => {
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 2, wrap })
    await database.prisma.token.update({ where: { id: scene.world.tokenId }, data: { state: 'readOnly' } })
    await scene.register()
    await scene.settle()
    expect(sent()).toEqual([])
    expect((await problems(scene)).map(({ wanted, reason }) => [wanted, reason])).toEqual([
      ['create', null],
      ['create', null],
    ])
    await database.pool.query('delete from graphile_worker._private_jobs')
    await scene.world.sync()
    const { rows: jobs } = await database.pool.query('select 1 from graphile_worker.jobs where key = $1', [
      `users:${scene.world.tokenId}`,
    ])
    expect(jobs).toHaveLength(1)
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(2)
  })
})

describe('changes', () => {
  it('tells Apple of a new e-mail address, and of a Managed Apple Account that associates silently', async () => {
    const scene = await peopleScene(database, { people: 2 })
    await scene.register()
    await scene.settle()
    const email = `new-${Date.now()}@acme.example`
    await updatePerson(scene.world.deps, pomona, { personId: person(scene, 0), email })
    const managedAppleId = `managed-${Date.now()}@acme.example`
    await updatePerson(scene.world.deps, pomona, { personId: person(scene, 1), managedAppleId })
    await scene.settle()
    expect(scene.activeAtApple()).toEqual([
      { email, status: 'Registered' },
      { email: scene.people[1]?.email, status: 'Associated' },
    ])
    expect((await scene.rows()).map(({ status, wanted }) => [status, wanted])).toEqual([
      ['Registered', null],
      ['Associated', null],
    ])
  })

  it('sends what was changed while a request was under way', async () => {
    const scene = await peopleScene(database, { people: 1 })
    await scene.register()
    await processUsers(scene.world.deps, { tokenId: scene.world.tokenId })
    const email = `later-${Date.now()}@acme.example`
    await updatePerson(scene.world.deps, pomona, { personId: person(scene, 0), email })
    await scene.settle()
    expect(scene.activeAtApple()).toEqual([{ email, status: 'Registered' }])
  })

  it('registers a person anew whom Apple no longer knows', async () => {
    const scene = await peopleScene(database, { people: 2 })
    await scene.register()
    await scene.settle()
    const [row] = await database.prisma.vppUser.findMany({ where: { personId: person(scene, 0) } })
    const { deps, location } = scene.world
    const mdmId = location.mdmInfo?.id
    const credential = { contentToken: deps.secrets.open((await tokenOf(scene)).sealedContentToken), mdmId }
    await deps.vpp.retireUsers(credential, [row?.clientUserId ?? ''])
    scene.world.pass(5_000)
    for (const index of [0, 1]) {
      const email = `anew-${index}-${Date.now()}@acme.example`
      await updatePerson(deps, pomona, { personId: person(scene, index), email })
    }
    await scene.settle()
    expect(scene.activeAtApple().map(({ email }) => email?.slice(0, 6))).toEqual(['anew-0', 'anew-1'])
    expect((await scene.rows()).map(({ status }) => String(status)).toSorted()).toEqual([
      'Registered',
      'Registered',
      'Retired',
    ])
  })
})

const tokenOf = (scene: Scene) => database.prisma.token.findUniqueOrThrow({ where: { id: scene.world.tokenId } })

describe('leaving', () => {
  it('retires a person, frees their licenses here and now, leaves them their books, and has the freed handed out', async () => {
    const assets = [
      { adamId, totalCount: 5 },
      { adamId: bookId, totalCount: 5, productType: 'Book' as const },
    ]
    const scene = await peopleScene(database, { people: 2, assets })
    await scene.register()
    await scene.settle()
    const rows = await database.prisma.vppUser.findMany({ where: { tokenId: scene.world.tokenId } })
    const [leaving] = rows.filter(({ personId }) => personId === person(scene, 0))
    scene.world.fake.editAssociations(scene.world.location.uId, {
      associate: [adamId, bookId].map((id) => ({
        adamId: id,
        pricingParam: 'STDQ' as const,
        targetType: 'user' as const,
        target: leaving?.clientUserId ?? '',
      })),
    })
    await scene.world.sync()
    const [app, book] = [await scene.world.assetId(adamId), await scene.world.assetId(bookId)]
    await database.pool.query('delete from graphile_worker._private_jobs')

    await removePerson(scene.world.deps, pomona, { personId: person(scene, 0) })
    await scene.settle()
    expect(scene.activeAtApple()).toEqual([{ email: scene.people[1]?.email, status: 'Registered' }])
    const held = await database.prisma.association.findMany({ where: { target: leaving?.clientUserId ?? '' } })
    expect(held.map(({ assetId }) => assetId)).toEqual([book])
    const asset = await database.prisma.asset.findUniqueOrThrow({ where: { id: app } })
    expect([asset.assignedCount, asset.availableCount]).toEqual([0, 5])
    const { rows: jobs } = await database.pool.query(
      "select 1 from graphile_worker.jobs where task_identifier = 'process-orders' and key = $1",
      [`orders:${scene.world.tokenId}`],
    )
    expect(jobs).toHaveLength(1)
  })

  it('leaves nothing of a person who left before Apple was asked, and retires one who left meanwhile', async () => {
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 2, wrap })
    await scene.register([person(scene, 0)])
    await removePerson(scene.world.deps, pomona, { personId: person(scene, 0) })
    await scene.settle()
    expect([sent(), await scene.rows()]).toEqual([[], []])

    await scene.register([person(scene, 1)])
    await processUsers(scene.world.deps, { tokenId: scene.world.tokenId })
    await removePerson(scene.world.deps, pomona, { personId: person(scene, 1) })
    await scene.settle()
    expect(sent()).toEqual(['createUsers', 'retireUsers'])
    expect((await scene.rows()).map(({ status, wanted }) => [status, wanted])).toEqual([['Retired', null]])
    expect(scene.activeAtApple()).toEqual([])
  })
})

it('a token that was deleted since the job was queued ends the job in peace', async () => {
  const scene = await peopleScene(database, { people: 1 })
  await scene.register()
  await database.prisma.token.update({ where: { id: scene.world.tokenId }, data: { deletedAt: new Date() } })
  await expect(processUsers(scene.world.deps, { tokenId: scene.world.tokenId })).resolves.toBeUndefined()
  expect(scene.activeAtApple()).toEqual([])
})

it('two workers that register the same people at the same moment make each once', async () => {
  const scene = await peopleScene(database, { people: 50 })
  const ids = scene.people.map(({ id }) => id)
  const added = await Promise.all([scene.register(ids), scene.register(ids.toReversed()), scene.register(ids)])
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(50)
  expect(await scene.rows()).toHaveLength(50)
})
