import { AppleError } from '@pomona/apple-vpp'
import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, expect, it } from 'vitest'
import { saveAssignments } from '../assignments/save-assignments.ts'
import { pomona, type Deps } from '../deps.ts'
import { revokeLicenses } from '../licenses/revoke-licenses.ts'
import { createLuck, seedsFor } from '../testing/luck.ts'
import { insertDevices, insertGroup, workOut } from '../testing/organization.ts'
import { buildWorld, type World } from '../testing/world.ts'
import { processOrders } from './process-orders.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const stepsPerHistory = 25
const adamIds = ['1000000001', '1000000002']

/** An Apple whose answers get lost, done or not, that is busy at times, and forgets events. */
function nasty(vpp: Deps['vpp'], luck: ReturnType<typeof createLuck>, mood: { isNasty: boolean }): Deps['vpp'] {
  const error = (code: 'apple_busy' | 'apple_outcome_unknown' | 'apple_unavailable', errorNumber?: number) =>
    new AppleError(code, code, { retry: 'later', ...(errorNumber === undefined ? {} : { errorNumber }) })
  const write =
    (send: Deps['vpp']['associate']): Deps['vpp']['associate'] =>
    async (credential, request) => {
      if (!mood.isNasty) return send(credential, request)
      if (luck.chance(0.15)) throw error('apple_busy', 9646)
      if (luck.chance(0.15)) throw error('apple_outcome_unknown')
      const receipt = await send(credential, request)
      if (luck.chance(0.15)) throw error('apple_outcome_unknown')
      if (luck.chance(0.1)) throw new Error(death)
      return receipt
    }
  return {
    ...vpp,
    associate: write(async (...request) => vpp.associate(...request)),
    disassociate: write(async (...request) => vpp.disassociate(...request)),
    async getEvent(credential, eventId) {
      if (mood.isNasty && luck.chance(0.1)) throw error('apple_unavailable')
      return vpp.getEvent(credential, mood.isNasty && luck.chance(0.1) ? 'forgotten' : eventId)
    },
  }
}

it.each(seedsFor(process.env, 4))(
  'through the random history %i no license is promised twice, and in the end everybody has what is due or waits for it',
  async (seed) => {
    const luck = createLuck(seed)
    const mood = { isNasty: true }
    const assets = adamIds.map((adamId) => ({ adamId, totalCount: luck.below(4) + 2 }))
    const world = await buildWorld(database, { assets }, { wrap: (vpp) => nasty(vpp, luck, mood) })
    const { deps, tokenId } = world
    const assetIds = await Promise.all(adamIds.map((adamId) => world.assetId(adamId)))
    const devices = await insertDevices(database, 20, `R${seed}X`)
    const groups = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        insertGroup(
          database,
          `${name} ${seed}`,
          devices.filter(() => luck.chance(0.6)).map((device) => device.id),
        ),
      ),
    )

    const steps = [
      async () => {
        const assetId = luck.pick(assetIds)
        const { assignmentsVersion } = await database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
        const assignments = groups
          .filter(() => luck.chance(0.6))
          .map((groupId) => ({
            target: { kind: 'group' as const, groupId, exclude: luck.chance(0.2) },
            intent: luck.pick(['required', 'required', 'uninstall'] as const),
            licenseType: 'device' as const,
          }))
        await saveAssignments(deps, pomona, { assetId, expectedVersion: assignmentsVersion, assignments })
        await workOut(deps, assetId)
      },
      async () => {
        const adamId = luck.pick(adamIds)
        world.fake.purchase(world.location.uId, { adamId, pricingParam: 'STDQ' }, 1)
      },
      async () => {
        const targets = devices
          .filter(() => luck.chance(0.2))
          .map(({ serialNumber: target }) => ({ licenseType: 'device' as const, target }))
        if (targets.length > 0) await revokeLicenses(deps, pomona, { assetId: luck.pick(assetIds), targets })
      },
      async () => void (await world.sync()),
      async () => world.pass(luck.below(luck.pick([1_000, 90_000]))),
    ]
    for (let step = 0; step < stepsPerHistory; step += 1) {
      await luck.pick(steps)()
      await processOrders(deps, { tokenId }).catch(ignoreDeath)
      world.pass(luck.below(luck.pick([500, 4_000, 40_000])))
      await expectNothingPromisedTwice(world)
    }

    mood.isNasty = false
    await world.settle(assetIds)
    await world.settle(assetIds)
    for (const [index, assetId] of assetIds.entries()) {
      const held = await heldSerials(assetId)
      expect(held).toEqual(world.heldAtApple(adamIds[index] ?? ''))
      const required = await requiredSerials(assetId)
      const waiting = await ordersIn(assetId, 'waiting')
      // Who is due the app holds it or waits, and nobody waits while a license is free.
      expect([...required].filter((serial) => !held.includes(serial) && !waiting.includes(serial))).toEqual([])
      const asset = await database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
      expect(waiting.length === 0 || asset.availableCount === 0).toBe(true)
      expect(waiting.filter((serial) => !required.has(serial))).toEqual([])
      expect(asset.assignedCount).toBe(held.length)
    }
    expect(
      await database.prisma.licenseOrder.count({ where: { tokenId, state: { in: ['sent', 'unknown', 'reserved'] } } }),
    ).toBe(0)
  },
  60_000,
)

const death = 'the worker was killed'

function ignoreDeath(error: Error) {
  if (error.message !== death) throw error
}

/** Whoever holds a license at Apple or is promised one: never more than are owned. */
async function expectNothingPromisedTwice(world: World) {
  for (const { adamId, totalCount } of world.fake.assetsOf(world.location.uId)) {
    const promised = await database.prisma.licenseOrder.findMany({
      where: {
        asset: { adamId, tokenId: world.tokenId },
        kind: 'associate',
        state: { in: ['reserved', 'sent', 'unknown'] },
      },
    })
    const targets = new Set([...world.heldAtApple(adamId), ...promised.map(({ target }) => target)])
    expect(targets.size).toBeLessThanOrEqual(totalCount)
  }
}

async function heldSerials(assetId: string) {
  const held = await database.prisma.association.findMany({ where: { assetId }, orderBy: { target: 'asc' } })
  return held.map(({ target }) => target)
}

async function ordersIn(assetId: string, state: 'waiting') {
  const orders = await database.prisma.licenseOrder.findMany({ where: { assetId, state } })
  return orders.map(({ target }) => target)
}

/** P15 by hand: excluded by no group, and in one that requires it. */
async function requiredSerials(assetId: string): Promise<Set<string>> {
  const lines = await database.prisma.assignment.findMany({
    where: { assetId },
    include: { group: { include: { deviceMembers: { include: { device: true } } } } },
  })
  const serialsOf = (wanted: (line: (typeof lines)[number]) => boolean) =>
    new Set(
      lines
        .filter((line) => wanted(line))
        .flatMap((line) => line.group?.deviceMembers.map(({ device }) => device.serialNumber ?? '') ?? []),
    )
  const excluded = serialsOf((line) => line.isExclusion)
  return new Set([...serialsOf((line) => line.intent === 'required')].filter((serial) => !excluded.has(serial)))
}
