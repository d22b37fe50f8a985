import { unlimitedCount } from '@pomona/domain'
import { expect, it } from 'vitest'
import type { WireNotification } from '../wire/notifications.ts'
import { createFakeApple, type FakeApple } from './fake-apple.ts'
import type { Fault } from './faults/fault.ts'
import { FakeAppleProblem } from './problem.ts'

const { SEED, SOAK } = process.env
/** That of `SEED`, which repeats a run; as many new ones as `SOAK` says; or a few. */
const seeds = SEED
  ? [Number(SEED)]
  : Array.from({ length: Number(SOAK || 3) }, () => Math.floor(Math.random() * 2 ** 31))

const key = (adamId: number) => ({ adamId: String(adamId), pricingParam: 'STDQ' as const })

/** An Apple on whose counter and service anything happens, in an order that the seed decides. */
async function open(seed: number, faults: Fault[] = []) {
  let state = seed
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below
  const clock = { now: Date.parse('2030-05-06T07:08:09Z') }
  const told: WireNotification[] = []
  const options = {
    now: () => new Date(clock.now),
    random: () => next(1000) / 1000,
    deliver: async ({ body }: { body: object }) => {
      told.push(body as WireNotification)
      return { status: 200 }
    },
  }
  let fake = createFakeApple(options)
  const { uId, tokenFile } = fake.addLocation({
    locationName: 'Busy Orchard',
    assets: [
      { ...key(1), totalCount: 12, retiredCount: 2 },
      { ...key(2), totalCount: unlimitedCount },
      { ...key(3), totalCount: 8, productType: 'Book' },
    ],
  })
  await fake.service.setClientConfig(tokenFile, {
    notificationUrl: 'https://console.test/hooks',
    notificationAuthToken: 'hush',
    notificationTypes: ['ASSET_COUNT', 'ASSET_MANAGEMENT'],
  })
  const some = (prefix: string) => [...new Set(Array.from({ length: 1 + next(5) }, () => `${prefix}${next(12)}`))]
  const users = () => some('user-').map((clientUserId) => ({ clientUserId }))
  const holding = () => ({ ...key(1 + next(2)), targetType: 'device' as const, target: `S${next(12)}` })

  const steps: (() => unknown)[] = [
    () => fake.service.associate(tokenFile, { assets: [key(1), key(2)], serialNumbers: some('S') }),
    () => fake.service.associate(tokenFile, { assets: [key(1), key(3)], clientUserIds: some('user-') }),
    () => fake.service.disassociate(tokenFile, { assets: [key(1)], serialNumbers: some('S') }),
    () => fake.service.disassociate(tokenFile, { assets: [key(1), key(2)], clientUserIds: some('user-') }),
    () => fake.service.revoke(tokenFile, { serialNumbers: some('S'), clientUserIds: some('user-') }),
    () => fake.service.createUsers(tokenFile, { users: users() }),
    () => fake.purchase(uId, key(1 + 2 * next(2)), 1 + next(3)),
    () => fake.refund(uId, key(1), 1 + next(3), { takeHeld: next(2) === 0 }),
    () => fake.editAssociations(uId, { associate: [holding()], disassociate: [holding()] }),
  ]
  const retire = () => fake.service.retireUsers(tokenFile, { users: users() })

  return {
    told,
    uId,
    fake: () => fake,
    async step({ isRetiring = false } = {}) {
      for (const fault of faults) if (next(10) === 0) fake.faults.add(uId, fault)
      const all = isRetiring ? [...steps, retire] : steps
      try {
        all[next(all.length)]?.()
      } catch (error) {
        // A refund of more than there is.
        if (!(error instanceof FakeAppleProblem)) throw error
      }
      clock.now += next(500)
      await fake.work()
    },
    async settle() {
      fake.clearFaults()
      clock.now += 10_000
      await fake.work()
    },
    restart() {
      fake = createFakeApple({ ...options, snapshot: JSON.parse(JSON.stringify(fake.snapshot())) })
    },
  }
}

function checkCounts(fake: FakeApple, uId: string): void {
  for (const asset of fake.assetsOf(uId)) {
    const { adamId, totalCount, assignedCount, availableCount, retiredCount } = asset
    expect(assignedCount + availableCount + retiredCount).toBe(totalCount)
    expect(Math.min(assignedCount, availableCount, retiredCount)).toBeGreaterThanOrEqual(0)
    const held = fake.associationsOf(uId, { adamId })
    expect(held).toHaveLength(assignedCount)
    expect(new Set(held.map(({ serialNumber, clientUserId }) => `${serialNumber} ${clientUserId}`)).size).toBe(
      held.length,
    )
  }
}

it.each(seeds)('keeps four counts that add up, whatever happens and goes wrong (seed %i)', async (seed) => {
  const faults: Fault[] = [
    { kind: 'eventFail', taskShare: 0.5 },
    { kind: 'eventStuck' },
    { kind: 'eventStuck', isWorkDone: true },
    { kind: 'eventForgotten' },
    { kind: 'allOrNothing' },
    { kind: 'eventDelay', delayMs: 3000 },
  ]
  const world = await open(seed, faults)
  for (let round = 0; round < 300; round += 1) {
    await world.step({ isRetiring: true })
    if (round % 50 === 49) world.restart()
    checkCounts(world.fake(), world.uId)
  }
  await world.settle()
  checkCounts(world.fake(), world.uId)
  expect(world.fake().nextWorkAt()).toBeUndefined()
})

it.each(seeds)('tells everything: whoever only listens knows what is true (seed %i)', async (seed) => {
  const world = await open(seed)
  const totals = new Map(
    world
      .fake()
      .assetsOf(world.uId)
      .map(({ adamId, totalCount }) => [adamId, totalCount]),
  )
  const held = new Set<string>()
  for (let round = 0; round < 300; round += 1) await world.step()
  await world.settle()
  for (const { notificationType, notification } of world.told) {
    if (notificationType === 'ASSET_COUNT') {
      const { adamId, countDelta } = notification
      totals.set(adamId, (totals.get(adamId) ?? 0) + countDelta)
    }
    if (notificationType !== 'ASSET_MANAGEMENT' || notification.result !== 'SUCCESS') continue
    for (const { adamId, serialNumber, clientUserId } of notification.assignments) {
      const name = `${adamId} ${serialNumber ?? clientUserId}`
      if (notification.type === 'ASSOCIATE') held.add(name)
      else held.delete(name)
    }
  }
  const truth = world
    .fake()
    .associationsOf(world.uId)
    .map((each) => `${each.adamId} ${each.serialNumber ?? each.clientUserId}`)
  expect(held).toEqual(new Set(truth))
  expect(Object.fromEntries(totals)).toEqual(
    Object.fromEntries(
      world
        .fake()
        .assetsOf(world.uId)
        .map(({ adamId, totalCount }) => [adamId, totalCount]),
    ),
  )
})
