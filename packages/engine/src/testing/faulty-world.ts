import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createHttpVppClient } from '@pomona/apple-vpp'
import type { AssetSeed, Fault, LocationView } from '@pomona/apple-vpp/fake'
import { inTransaction, insertSyncRun, type Database } from '@pomona/db'
import { AppError, unlimitedCount } from '@pomona/domain'
import { expect } from 'vitest'
import { saveAssignments } from '../assignments/save-assignments.ts'
import { createRequestBudget } from '../conversation/request-budget.ts'
import { pomona } from '../deps.ts'
import { applyNotifications } from '../notifications/apply-notifications.ts'
import { admitToHook, receiveNotification } from '../notifications/receive-notification.ts'
import { recheckTold } from '../notifications/recheck-told.ts'
import { processOrders } from '../orders/process-orders.ts'
import { processUsers } from '../people/process-users.ts'
import { registerPeople } from '../people/register-people.ts'
import { syncToken } from '../sync/sync-token.ts'
import { createToken } from '../tokens/create-token.ts'
import type { MockProcess } from './mock-process.ts'
import { insertDevices, insertGroup, makeDeps, workOut } from './organization.ts'

type WireAssociation = { adamId: string; pricingParam: string; serialNumber?: string; clientUserId?: string }
type WireAsset = Record<'totalCount' | 'assignedCount' | 'availableCount' | 'retiredCount', number> & AssetSeed
type WireUser = { clientUserId: string; status: string; email?: string; inviteCode?: string }
export type SeenRequest = { method: string; path: string; status?: number; errorNumber?: number; body?: unknown }

/**
 * A console before a mock Apple that is a program of its own, with notifications over real HTTP: everything may go wrong that can. Jobs run
 * when the test says so. Our clock is the one on the wall and what the test adds; Apple's cannot be moved.
 */
export async function openFaultyWorld(
  database: Database,
  mock: MockProcess,
  seed: { assets: AssetSeed[]; devices?: number; people?: number },
) {
  const hooks = await openHooks()
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const budget = createRequestBudget({ database, log: quietLog, perSecond: 2_000 })
  const vpp = createHttpVppClient({
    baseUrl: mock.origin,
    now,
    patience: { attempts: 3, firstDelayMs: 5, longestDelayMs: 50 },
    timeoutMs: 2_000,
    // Pauses would only cost time here; they have a test of their own.
    budget: { take: async (about, options) => budget.take(about, options), refused: async () => undefined },
  })
  const deps = { ...makeDeps(database, vpp), now, hooks: { origin: hooks.origin } }
  hooks.use(deps)
  const mark = randomUUID().slice(0, 8)
  const location = await mock.addLocation({
    locationName: `Faulty ${mark}`,
    uId: `9${randomInt(1e14)}`,
    assets: seed.assets,
  })
  const { uId } = location
  const { id: tokenId } = await createToken(deps, pomona, {
    file: location.tokenFile,
    appleId: 'admin@example.test',
    automaticAppUpdates: true,
  })
  const devices = await insertDevices(database, seed.devices ?? 8, `F${mark.toUpperCase()}`)
  const people = await database.prisma.person.createManyAndReturn({
    data: Array.from({ length: seed.people ?? 3 }, (_, index) => ({
      displayName: `Person ${index}`,
      email: `person-${index}@${mark}.example`,
    })),
  })

  /** How much Apple has still to do or to tell. */
  const countAtApple = async () => {
    const { pendingEventCount, waitingNotificationCount } = await mock.ask<LocationView>(`/locations/${uId}`)
    return pendingEventCount + waitingNotificationCount
  }

  const world = {
    deps,
    uId,
    tokenId,
    location,
    devices,
    people,
    mock,
    /** Our time alone passes. */
    pass: (ms: number) => void (aheadMs += ms),
    fault: async (fault: Fault) => mock.fault(uId, fault),
    /** Behind Apple's counter, below the location. */
    counter: async <T>(path: string, body?: unknown, method?: string) =>
      mock.ask<T>(`/locations/${uId}${path}`, body, method),
    assetId: async (adamId: string) =>
      (await database.prisma.asset.findFirstOrThrow({ where: { tokenId, adamId } })).id,
    group: async (deviceIds: string[]) => insertGroup(database, `Group ${randomUUID()}`, deviceIds),
    /** Requires the asset for the groups. */
    async require(adamId: string, groupIds: string[]) {
      const assetId = await world.assetId(adamId)
      const { assignmentsVersion } = await database.prisma.asset.findUniqueOrThrow({ where: { id: assetId } })
      const assignments = groupIds.map((groupId) => ({
        target: { kind: 'group' as const, groupId, exclude: false },
        intent: 'required' as const,
        licenseType: 'device' as const,
      }))
      await saveAssignments(deps, pomona, { assetId, expectedVersion: assignmentsVersion, assignments })
      await workOut(deps, assetId)
    },
    register: async (personIds = people.map(({ id }) => id)) =>
      inTransaction(database, (tx) => registerPeople(tx, { tokenId, personIds })),
    async sync() {
      aheadMs += 1_000
      const { id } = await insertSyncRun(database.prisma, tokenId, 'manual')
      await syncToken(deps, { tokenId, runId: id })
      return database.prisma.syncRun.findUniqueOrThrow({ where: { id } })
    },
    /** What the worker does when all of the token's jobs are due once. */
    async work() {
      await applyNotifications(deps, { tokenId })
      await processOrders(deps, { tokenId })
      await processUsers(deps, { tokenId })
      await recheckTold(deps, { tokenId })
    },
    /** The minutes after: every job again and again until nothing is under way, here and at Apple. */
    async settle() {
      for (let round = 0; round < 60; round += 1) {
        await world.work()
        aheadMs += 61_000
        const isUnderWay = (await countAtApple()) > 0 || (await hasOpenWork(database, tokenId))
        if (!isUnderWay && round > 1) return
      }
      const { state } = await database.prisma.token.findUniqueOrThrow({ where: { id: tokenId } })
      throw new Error(`it does not come to rest; the token is ${state}`)
    },
    /** Nothing goes wrong any more: Apple comes to rest, one sync follows, which also heals a token that was refused, and the rest ends. */
    async quiet() {
      await mock.clearFaults(uId)
      await expect.poll(async () => countAtApple(), { timeout: 10_000, interval: 20 }).toBe(0)
      await world.work()
      const run = await world.sync()
      expect(run).toMatchObject({ state: 'succeeded', errorMessage: null })
      // A sync may bring licenses for those who wait.
      for (const { id } of await database.prisma.asset.findMany({ where: { tokenId } })) {
        await workOut(deps, id)
      }
      await world.settle()
    },
    async requests(method: string, path: string) {
      const all = await mock.ask<(SeenRequest & { uId?: string })[]>('/requests?limit=1000')
      return all.filter((each) => each.uId === uId && each.method === method && each.path === path)
    },
    /** Our tables, in words that `apples` uses too. */
    async ours() {
      const assets = await database.prisma.asset.findMany({
        where: { tokenId, vanishedAt: null },
        include: { associations: true },
      })
      const users = await database.prisma.vppUser.findMany({ where: { tokenId, status: { not: null } } })
      return {
        counts: sorted(assets.map(countsOf)),
        associations: sorted(
          assets.flatMap((asset) =>
            asset.associations.map((held) => `${asset.adamId} ${asset.pricingParam} ${held.targetType} ${held.target}`),
          ),
        ),
        users: sorted(users.map(({ clientUserId, status }) => `${clientUserId} ${status}`)),
      }
    },
    async apples() {
      const assets = await world.counter<WireAsset[]>('/assets')
      const associations = await world.counter<WireAssociation[]>('/assignments')
      const users = await world.counter<WireUser[]>('/users')
      const rows = await database.prisma.vppUser.findMany({ where: { tokenId }, select: { clientUserId: true } })
      const ours = new Set(rows.map(({ clientUserId }) => clientUserId))
      const latest = new Map(users.map((user) => [user.clientUserId, user]))
      return {
        counts: sorted(assets.map((asset) => countsOf(asset as Counts))),
        associations: sorted(
          associations.map(({ adamId, pricingParam, serialNumber, clientUserId }) => {
            const target = serialNumber === undefined ? `user ${clientUserId}` : `device ${serialNumber}`
            return `${adamId} ${pricingParam} ${target}`
          }),
        ),
        users: sorted(
          [...latest.values()].flatMap(({ clientUserId, status }) =>
            ours.has(clientUserId) ? [`${clientUserId} ${status}`] : [],
          ),
        ),
      }
    },
    /** Ours is as Apple's, nobody has a license twice, everybody who is due one has it or waits, and nobody waits beside a free one. */
    async expectTrue() {
      expect(await world.ours()).toEqual(await world.apples())
      await expectOrdersTrue(database, tokenId)
    },
    async close() {
      await vpp.close()
      await hooks.close()
    },
  }
  await world.sync()
  return world
}

export type FaultyWorld = Awaited<ReturnType<typeof openFaultyWorld>>

const quietLog = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The door for what Apple posts. */
async function openHooks() {
  let deps: Parameters<typeof receiveNotification>[0] & Parameters<typeof admitToHook>[0]
  const receive = async (request: IncomingMessage) => {
    const tokenId = request.url?.split('/').at(-1) ?? ''
    admitToHook(deps, { tokenId, authorization: request.headers.authorization ?? '' })
    const body: unknown = JSON.parse(await text(request))
    await receiveNotification(deps, { tokenId, body })
  }
  const server = createServer((request, response) => {
    receive(request).then(
      () => response.writeHead(200).end(),
      (error: unknown) => response.writeHead(error instanceof AppError ? 403 : 500).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (given: typeof deps) => void (deps = given),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function hasOpenWork({ prisma }: Database, tokenId: string): Promise<boolean> {
  const open = await Promise.all([
    prisma.licenseOrder.count({ where: { tokenId, state: { in: ['reserved', 'sent', 'unknown'] } } }),
    prisma.appleNotification.count({ where: { tokenId, appliedAt: null } }),
    prisma.vppUser.count({ where: { tokenId, wanted: { not: null }, errorNumber: null } }),
    prisma.vppUser.count({ where: { tokenId, batchId: { not: null } } }),
  ])
  return open.some((count) => count > 0)
}

/** P21, P22: an order is neither lost nor doubled. */
export async function expectOrdersTrue({ prisma }: Database, tokenId: string): Promise<void> {
  for (const asset of await prisma.asset.findMany({ where: { tokenId }, include: { associations: true } })) {
    const orders = await prisma.licenseOrder.findMany({ where: { assetId: asset.id } })
    const inState = (state: string) => orders.filter((order) => order.state === state).map(({ target }) => target)
    const held = asset.associations.map(({ target }) => target)
    const waiting = inState('waiting')
    const failed = inState('failed')
    const due = await dueSerials(prisma, asset.id)
    const without = due.filter((serial) => ![...held, ...waiting, ...failed].includes(serial))
    expect(without, `${asset.adamId}: due and forgotten`).toEqual([])
    expect(new Set(waiting).size, `${asset.adamId}: waiting twice`).toBe(waiting.length)
    expect(new Set(held).size, `${asset.adamId}: holding twice`).toBe(held.length)
    expect(waiting.length === 0 || asset.availableCount === 0, `${asset.adamId}: waiting beside a free one`).toBe(true)
    expect(
      waiting.filter((serial) => held.includes(serial)),
      `${asset.adamId}: waiting with one`,
    ).toEqual([])
    const isUnlimited = asset.totalCount === unlimitedCount
    expect(isUnlimited ? 0 : held.length, `${asset.adamId}: more than owned`).toBeLessThanOrEqual(asset.totalCount)
  }
}

async function dueSerials(prisma: Database['prisma'], assetId: string): Promise<string[]> {
  const lines = await prisma.assignment.findMany({
    where: { assetId, intent: 'required' },
    include: { group: { include: { deviceMembers: { include: { device: true } } } } },
  })
  const serials = lines.flatMap(
    ({ group }) => group?.deviceMembers.map(({ device }) => device.serialNumber ?? '') ?? [],
  )
  return [...new Set(serials)]
}

const sorted = (lines: string[]) => lines.toSorted()

type Counts = Pick<WireAsset, 'totalCount' | 'assignedCount' | 'availableCount' | 'retiredCount'> & {
  adamId: string
  pricingParam: string
}
const countsOf = (asset: Counts) =>
  `${asset.adamId} ${asset.pricingParam} ${asset.totalCount} ${asset.assignedCount} ${asset.availableCount} ${asset.retiredCount}`
