import { FakeAppleProblem, type Fault } from '@pomona/apple-vpp/fake'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, expect, it } from 'vitest'
import { startToldWorld, type ToldWorld } from '../../testing/told-world.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

const adamIds = ['1000000001', '1000000002', '1000000003']
const key = (adamId: string) => ({ adamId, pricingParam: 'STDQ' as const })

/** An organization in which anything happens, to and fro, in an order that the seed decides. */
async function startHistory(seed: number, faults: Fault[]) {
  let state = seed
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below
  const world = await startToldWorld(
    database,
    {
      assets: [
        { ...key('1000000001'), totalCount: 12, serialNumbers: ['S1', 'S2'], clientUserIds: ['f1'] },
        { ...key('1000000002'), totalCount: 2_147_483_647 },
        { ...key('1000000003'), totalCount: 6, productType: 'Book' },
      ],
      users: [
        { clientUserId: 'f1', status: 'Associated', idHash: 'a' },
        { clientUserId: 'f2', status: 'Registered' },
      ],
    },
    { random: () => next(1000) / 1000 },
  )
  const { fake, uId } = world
  const elsewhere = fake.addLocation({ locationName: 'Elsewhere', uId: `8${uId.slice(1)}` })
  const { tokenFile } = world.location
  const asset = () => key(adamIds[next(adamIds.length)] ?? '')
  const serial = () => `S${next(8)}`
  const holding = () =>
    next(3) === 0
      ? { ...asset(), targetType: 'user' as const, target: `f${1 + next(2)}` }
      : { ...key(adamIds[next(2)] ?? ''), targetType: 'device' as const, target: serial() }
  const steps: (() => unknown)[] = [
    () => fake.purchase(uId, asset(), 1 + next(4)),
    () => fake.refund(uId, asset(), 1 + next(3), { takeHeld: next(2) === 0 }),
    () => fake.transfer(uId, elsewhere.uId, asset(), 1 + next(2)),
    () => fake.editAssociations(uId, { associate: [holding(), holding()] }),
    () => fake.editAssociations(uId, { disassociate: [holding(), holding()] }),
    () => fake.service.associate(tokenFile, { assets: [key('1000000001')], serialNumbers: [serial()] }),
    () => fake.service.revoke(tokenFile, { serialNumbers: [serial()] }),
    () => fake.service.createUsers(tokenFile, { users: [{ clientUserId: `f${3 + next(4)}` }] }),
    () => fake.service.retireUsers(tokenFile, { users: [{ clientUserId: `f${1 + next(5)}` }] }),
    () => order(world, { serialNumber: serial(), kind: next(2) === 0 ? 'associate' : 'disassociate' }),
  ]
  return {
    world,
    next,
    step: async () => {
      for (const fault of faults) if (next(3) === 0) fake.faults.add(uId, fault)
      try {
        await steps[next(steps.length)]?.()
      } catch (error) {
        // More is given back than there is, or from whom there is not.
        if (!(error instanceof FakeAppleProblem)) throw error
      }
      world.pass(next(700))
    },
  }
}

/** An order of this console, as its assignments would make it. */
async function order(
  world: ToldWorld,
  { serialNumber, kind }: { serialNumber: string; kind: 'associate' | 'disassociate' },
) {
  const { id: assetId, availableCount } = await world.asset('1000000001')
  const target = { assetId, targetType: 'device' as const, target: serialNumber }
  const isActive = { in: ['waiting', 'awaitingRemoval', 'reserved', 'sent', 'unknown'] as const }
  const rivals = await database.prisma.licenseOrder.count({ where: { ...target, state: { in: [...isActive.in] } } })
  const held = await database.prisma.association.count({ where: target })
  if (rivals > 0 || (kind === 'disassociate') !== held > 0 || availableCount < 1) return
  await database.prisma.licenseOrder.create({
    data: {
      ...target,
      tokenId: world.tokenId,
      kind,
      targetName: serialNumber,
      state: kind === 'associate' ? 'waiting' : 'reserved',
      priority: 0,
    },
  })
}

async function checkCounts(world: ToldWorld): Promise<void> {
  for (const asset of await database.prisma.asset.findMany({ where: { tokenId: world.tokenId } })) {
    const { totalCount, assignedCount, availableCount, retiredCount } = asset
    expect(Math.min(totalCount, assignedCount, availableCount, retiredCount)).toBeGreaterThanOrEqual(0)
    expect(assignedCount + availableCount + retiredCount).toBe(totalCount)
  }
}

const harmless: Fault[] = [
  { kind: 'notificationDoubled', delayMs: 5_000 },
  { kind: 'notificationReordered', delayMs: 4_000 },
  { kind: 'notificationLate', delayMs: 2_000 },
]

it.each([7, 88, 999])(
  'whatever is doubled, late or out of order: once all is told everything is true, without a sync (seed %i)',
  async (seed) => {
    const { world, step, next } = await startHistory(seed, harmless)
    for (let round = 0; round < 60; round += 1) {
      await step()
      if (next(2) === 0) await world.hear()
      if (next(8) === 0) await world.recheck()
      if (next(15) === 0) await world.sync()
      await checkCounts(world)
    }
    await world.quiet()
    expect(await world.ours()).toEqual(world.apples())
    expect(world.lost).toEqual([])
    await world.close()
  },
)

it.each([5, 66, 777])('whatever is lost as well: one quiet sync makes everything true (seed %i)', async (seed) => {
  const { world, step, next } = await startHistory(seed, [...harmless, { kind: 'notificationLost', times: 2 }])
  for (let round = 0; round < 60; round += 1) {
    await step()
    if (next(2) === 0) await world.hear()
    if (next(8) === 0) await world.recheck()
    await checkCounts(world)
  }
  await world.quiet()
  await checkCounts(world)
  await world.sync()
  expect(await world.ours()).toEqual(world.apples())
  await world.close()
})
