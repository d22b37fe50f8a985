import { randomInt } from 'node:crypto'
import { createFakeApple, type FakeApple, type LocationSeed } from '@pomona/apple-vpp/fake'
import { createMemoryVppClient } from '@pomona/apple-vpp/testing'
import { insertSyncRun, type Database } from '@pomona/db'
import { applyNotifications, createToken, pomona, processOrders, recheckTold, syncToken } from '@pomona/engine'
import { startApp } from './start-app.ts'

/**
 * A console that Apple tells of its location: what it posts goes over real HTTP to the console's own hook. The clock is the test's, and
 * nothing happens by itself.
 */
export async function startToldWorld(
  database: Database,
  seed: Omit<LocationSeed, 'locationName'> = {},
  options: { random?: () => number } = {},
) {
  const clock = { now: new Date('2030-03-01T08:00:00Z') }
  const now = () => clock.now
  const lost: string[] = []
  const fake: FakeApple = createFakeApple({
    now,
    allowHttpNotifications: true,
    ...options,
    async deliver({ url, authToken, body }) {
      try {
        const headers = { Authorization: `Bearer ${authToken}`, 'Content-Type': 'application/json' }
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
        if (!answer.ok) lost.push(`${answer.status} ${await answer.text()}`)
        return { status: answer.status }
      } catch (error) {
        return { problem: String(error) }
      }
    },
  })
  const location = fake.addLocation({ locationName: 'Orchard', uId: `9${randomInt(1e14)}`, ...seed })
  const vpp = createMemoryVppClient(fake, { now })
  const app = await startApp(database, { deps: { now, vpp } })
  app.deps.hooks = { origin: app.url }
  const deps = app.deps
  const { id: tokenId } = await createToken(deps, pomona, {
    file: location.tokenFile,
    appleId: 'admin@example.test',
    automaticAppUpdates: true,
  })
  const pass = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms)
  }

  const world = {
    app,
    fake,
    deps,
    uId: location.uId,
    tokenId,
    location,
    /** What the hook refused of what Apple posted. */
    lost,
    pass,
    async sync() {
      pass(1_000)
      const run = await insertSyncRun(database.prisma, tokenId, 'manual')
      await syncToken(deps, { tokenId, runId: run.id })
      return database.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } })
    },
    /** Lets Apple post what is due by now, and applies it. */
    async hear() {
      await fake.work()
      await applyNotifications(deps, { tokenId })
    },
    /** Reads again what notifications left to be read. */
    recheck: async () => recheckTold(deps, { tokenId }),
    /** Lets the time pass until Apple has told everything and all of it is true here, without a sync. */
    async quiet() {
      for (let round = 0; round < 200; round += 1) {
        await world.hear()
        await processOrders(deps, { tokenId })
        await world.recheck()
        const nextAt = fake.nextWorkAt()
        if (nextAt === undefined && round > 1) return
        pass(Math.max(500, (nextAt ?? 0) - clock.now.getTime()))
      }
      throw new Error('it does not become quiet')
    },
    /** Our tables in the words in which `apples` tells Apple's. */
    async ours() {
      const assets = await database.prisma.asset.findMany({
        where: { tokenId, vanishedAt: null },
        include: { associations: true },
      })
      return {
        counts: assets.map((asset) => countsOf(asset)).toSorted(),
        associations: assets
          .flatMap((asset) =>
            asset.associations.map((held) => `${asset.adamId} ${asset.pricingParam} ${held.targetType} ${held.target}`),
          )
          .toSorted(),
      }
    },
    apples: () => ({
      counts: fake
        .assetsOf(location.uId)
        .map((asset) => countsOf(asset))
        .toSorted(),
      associations: fake
        .associationsOf(location.uId)
        .map(({ adamId, pricingParam, serialNumber, clientUserId }) => {
          const target = serialNumber === undefined ? `user ${clientUserId}` : `device ${serialNumber}`
          return `${adamId} ${pricingParam} ${target}`
        })
        .toSorted(),
    }),
    asset: (adamId: string) => database.prisma.asset.findFirstOrThrow({ where: { tokenId, adamId } }),
    token: () => database.prisma.token.findUniqueOrThrow({ where: { id: tokenId } }),
    /** What came of the notifications of a type, the oldest first. */
    async outcomes(type: string) {
      const rows = await database.prisma.appleNotification.findMany({
        where: { tokenId, type },
        orderBy: [{ receivedAt: 'asc' }, { notificationId: 'asc' }],
      })
      return rows.map(({ outcome }) => outcome)
    },
    close: () => app.close(),
  }
  await world.sync()
  await world.hear()
  pass(1_000)
  return world
}

export type ToldWorld = Awaited<ReturnType<typeof startToldWorld>>

type Counts = {
  adamId: string
  pricingParam: string
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
}
const countsOf = (asset: Counts) =>
  `${asset.adamId} ${asset.pricingParam} ${asset.totalCount} ${asset.assignedCount} ${asset.availableCount} ${asset.retiredCount}`
