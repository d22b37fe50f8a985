import type { Fault } from '@pomona/apple-vpp/fake'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFaultyWorld, type FaultyWorld } from '../testing/faulty-world.ts'
import { removePerson, updatePerson } from '../people/change-people.ts'
import { pomona } from '../deps.ts'
import { createLuck, seedsFor, type Luck } from '../testing/luck.ts'
import { startMockProcess, type MockProcess } from '../testing/mock-process.ts'

const database = await openTestDatabase()
let mock: MockProcess
beforeAll(async () => {
  mock = await startMockProcess({ MOCK_APPLE_PAGE_SIZE: '5', MOCK_APPLE_NOTIFICATION_SPAN_MS: '60' })
})
afterAll(async () => Promise.all([database.close(), mock.close()]))

const stepsPerRound = 15
const adamIds = ['1000000001', '1000000002', '1000000003']
const book = '1000000009'

/** One of all that can go wrong. Nothing lasts so long that the clock on the wall would have to be waited for. */
function someFault(luck: Luck): Fault {
  const errorNumber = luck.pick([9602, 9603, 9622, 9625, 9644, 9646, 9650, 9708, 9729])
  const fault = luck.pick<Fault>([
    { kind: 'latency', delayMs: luck.below(30) },
    { kind: 'status', errorNumber },
    { kind: 'status', status: 200, errorNumber },
    { kind: 'status', errorNumber: 9729, retryAfter: '0' },
    { kind: 'status', status: luck.pick([500, 502, 503, 429]) },
    { kind: 'errorsAs200' },
    { kind: 'resetBefore' },
    { kind: 'resetDuring' },
    { kind: 'resetAfter' },
    { kind: 'truncated' },
    { kind: 'versionChange' },
    { kind: 'pageVanish' },
    { kind: 'eventDelay', delayMs: luck.below(80) },
    { kind: 'eventStuck', isWorkDone: luck.chance(0.5) },
    { kind: 'eventFail', errorNumber: luck.pick([9603, 9644]), taskShare: luck.pick([0.5, 1]) },
    { kind: 'eventForgotten', isWorkDone: luck.chance(0.5) },
    { kind: 'allOrNothing' },
    { kind: 'unknownUsersAtOnce' },
    { kind: 'notificationLost' },
    { kind: 'notificationDoubled', delayMs: luck.below(20) },
    { kind: 'notificationLate', delayMs: luck.below(60) },
    { kind: 'notificationReordered', delayMs: luck.below(40) },
  ])
  return { ...fault, ...luck.pick([{ times: 1 + luck.below(4) }, { share: 0.3 }]) }
}

/** What may happen at a location, each with its own luck. */
function stepsOf(world: FaultyWorld, luck: Luck, groupIds: string[]): (() => Promise<unknown>)[] {
  const serials = world.devices.map(({ serialNumber }) => serialNumber)
  const someTargets = () => [...luck.some(serials, 0.15), ...luck.some(['OTHER1', 'OTHER2', 'OTHER3'], 0.4)]
  const holdings = () => someTargets().map((serialNumber) => ({ adamId: luck.pick(adamIds), serialNumber }))
  // Apple refuses at its counter what there is too little of; that is no matter here.
  const counter = async (path: string, body: object, method?: string) =>
    world.counter(path, body, method).catch((error: Error) => {
      if (!/: 4\d\d /.test(error.message)) throw error
    })
  return [
    async () => world.fault(someFault(luck)),
    async () => world.fault(someFault(luck)),
    async () => world.require(luck.pick(adamIds), luck.some(groupIds, 0.6)),
    async () => counter('/purchase', { adamId: luck.pick([...adamIds, book]), count: luck.pick([-1, 1, 2]) }),
    async () => counter('/refund', { adamId: luck.pick(adamIds), count: 1, takeHeld: luck.chance(0.5) }),
    async () =>
      counter('/assignments', { associate: holdings(), disassociate: [], isSilent: luck.chance(0.3) }, 'PATCH'),
    async () =>
      counter('/assignments', { associate: [], disassociate: holdings(), isSilent: luck.chance(0.3) }, 'PATCH'),
    async () => counter(`/assets/${luck.pick(adamIds)}/STDQ`, { retiredCount: luck.below(3) }, 'PATCH'),
    async () => move(world, luck),
    async () => leave(world, luck),
    async () => accept(world, luck),
    async () => world.register(luck.some(world.people, 0.5).map(({ id }) => id)),
    async () => world.sync(),
    async () => world.work(),
    async () => world.work(),
    async () => Promise.resolve(world.pass(luck.below(luck.pick([5_000, 90_000, 700_000])))),
  ]
}

const peopleThere = async (world: FaultyWorld) =>
  database.prisma.person.findMany({
    where: { id: { in: world.people.map(({ id }) => id) }, removedAt: null },
    orderBy: { email: 'asc' },
  })

/** Somebody gets a new e-mail address. */
async function move(world: FaultyWorld, luck: Luck): Promise<void> {
  const { id } = luck.pick(await peopleThere(world))
  await updatePerson(world.deps, pomona, { personId: id, email: `new-${luck.below(1e9)}@example.test` })
}

/** Somebody leaves. */
async function leave(world: FaultyWorld, luck: Luck): Promise<void> {
  const there = await peopleThere(world)
  if (there.length > 2) await removePerson(world.deps, pomona, { personId: luck.pick(there).id })
}

/** Somebody accepts the invitation at Apple. */
async function accept(world: FaultyWorld, luck: Luck): Promise<void> {
  const users = await world.counter<{ status: string; inviteCode?: string }[]>('/users')
  const invited = users.filter(({ status, inviteCode }) => status === 'Registered' && inviteCode !== undefined)
  if (invited.length > 0) await world.mock.ask(`/invitations/${luck.pick(invited).inviteCode}/accept`, {})
}

it.each(seedsFor(process.env, 4))(
  'after the random mixture %i of faults one quiet sync makes our tables as Apple’s, and no order is lost or doubled',
  async (seed) => {
    const luck = createLuck(seed)
    const world = await openFaultyWorld(database, mock, {
      assets: [
        ...adamIds.map((adamId) => ({ adamId, totalCount: 3 + luck.below(6), serialNumbers: ['OTHER1'] })),
        { adamId: book, productType: 'Book' as const, totalCount: 3 },
      ],
      devices: 10,
      people: 5,
    })
    try {
      const groupIds = await Promise.all(
        [1, 2].map(async () => world.group(luck.some(world.devices, 0.6).map(({ id }) => id))),
      )
      const steps = stepsOf(world, luck, groupIds)
      for (let step = 0; step < stepsPerRound; step += 1) {
        await luck.pick(steps)()
        if (luck.chance(0.5)) await world.work()
      }
      await world.quiet()
      expect(await world.ours()).toEqual(await world.apples())
      await world.expectTrue()
    } finally {
      await world.close()
    }
  },
  60_000,
)
