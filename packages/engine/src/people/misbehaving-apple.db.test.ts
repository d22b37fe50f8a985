import { AppleError } from '@pomona/apple-vpp'
import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { peopleScene, watched, type Scene } from '../testing/people.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const person = (scene: Scene, index: number) => scene.people[index]?.id ?? ''
const tokenOf = (scene: Scene) => database.prisma.token.findUniqueOrThrow({ where: { id: scene.world.tokenId } })

const problems = async (scene: Scene) => {
  const rows = await database.prisma.vppUser.findMany({ where: { tokenId: scene.world.tokenId } })
  return rows.map(({ status, wanted, errorNumber, reason }) => ({ status, wanted, errorNumber, reason }))
}
const lost = new AppleError('apple_outcome_unknown', 'Apple’s answer was lost.', { retry: 'afterRefresh' })
const busy = new AppleError('apple_busy', 'Apple is busy.', { retry: 'later', errorNumber: 9646 })

describe('when Apple misbehaves', () => {
  it.each([
    ['before the work was done', false],
    ['after the work was done', true],
  ])('reads Apple when an answer was lost %s, and repeats nothing that was done', async (_, isDone) => {
    let isFirst = true
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, {
      people: 3,
      wrap: (vpp) => {
        const inner = wrap(vpp)
        return {
          ...inner,
          createUsers: async (...args) => {
            if (!isFirst) return inner.createUsers(...args)
            isFirst = false
            if (isDone) await inner.createUsers(...args)
            throw lost
          },
        }
      },
    })
    await scene.register()
    await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(3)
    expect(sent()).toHaveLength(1)
    expect((await scene.rows()).every(({ status, wanted }) => status === 'Registered' && wanted === null)).toBe(true)
  })

  it('takes a user for created who exists at Apple already (9716)', async () => {
    const scene = await peopleScene(database, { people: 2 })
    await scene.register()
    const [row] = await database.prisma.vppUser.findMany({ where: { personId: person(scene, 0) } })
    const { deps, location } = scene.world
    const contentToken = deps.secrets.open((await tokenOf(scene)).sealedContentToken)
    await deps.vpp.createUsers({ contentToken, mdmId: location.mdmInfo?.id }, [
      { clientUserId: row?.clientUserId ?? '', email: 'x@acme.example' },
    ])
    await scene.settle()
    const known = { status: 'Registered', wanted: null, errorNumber: null, reason: null }
    expect(await problems(scene)).toEqual([known, known])
    expect(scene.activeAtApple()).toHaveLength(2)
  })

  it.each([
    ['is forgotten, its work done', { kind: 'eventForgotten', isWorkDone: true }],
    ['is forgotten, its work undone', { kind: 'eventForgotten', isWorkDone: false }],
    ['never ends, its work done', { kind: 'eventStuck', isWorkDone: true }],
    ['never ends, its work undone', { kind: 'eventStuck', isWorkDone: false }],
    ['fails in part', { kind: 'eventFail', errorNumber: 9603, taskShare: 0.5 }],
    ['fails for maintenance', { kind: 'eventFail', errorNumber: 9644 }],
  ] as const)('brings everybody to Apple, once, when an event %s', async (_, fault) => {
    const scene = await peopleScene(database, { people: 8 })
    scene.world.fake.faults.add(scene.world.location.uId, { times: 1, path: '/users/create', ...fault })
    await scene.register()
    for (let round = 0; round < 2; round += 1) await scene.settle()
    expect(scene.activeAtApple().map(({ email }) => email)).toEqual(scene.people.map(({ email }) => email))
    expect(await problems(scene)).toEqual(
      scene.people.map(() => ({ status: 'Registered', wanted: null, errorNumber: null, reason: null })),
    )
  })

  it('gives up on a failure that passes never, after a stated number of tries, and says so', async () => {
    const { wrap, sent } = watched()
    const scene = await peopleScene(database, { people: 1, wrap })
    scene.world.fake.faults.add(scene.world.location.uId, {
      kind: 'eventFail',
      errorNumber: 9603,
      times: 100,
      path: '/users/create',
    })
    await scene.register()
    for (let round = 0; round < 8; round += 1) await scene.settle()
    expect(sent()).toHaveLength(8)
    expect(await problems(scene)).toMatchObject([{ status: null, wanted: null, errorNumber: 9603 }])
  })

  it('waits as long as a busy Apple takes, without counting', async () => {
    let refusals = 10
    const { wrap, sent } = watched((name) => {
      if (name === 'createUsers' && refusals-- > 0) throw busy
    })
    const scene = await peopleScene(database, { people: 1, wrap })
    await scene.register()
    for (let round = 0; round < 3; round += 1) await scene.settle()
    expect(scene.activeAtApple()).toHaveLength(1)
    expect(sent()).toHaveLength(11)
  })
})
