import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Database } from '@pomona/db'
import { addDevice, addGroup, addPerson, openTestDatabase } from '@pomona/db/testing'
import { createToken, pomona } from '@pomona/engine'
import { startMockProcess, type MockProcess } from '@pomona/engine/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acts, type Act } from './testing/acts.ts'
import { openNursery } from './testing/deaths.ts'
import { openWorker, type TestWorker, type WorkerSettings } from './testing/open-worker.ts'

const database: Database = await openTestDatabase()
const encryptionKey = randomBytes(32).toString('base64')
const adamId = '1700000001'
const owned = 3
const wanting = 5

let mock: MockProcess
let nursery: ReturnType<typeof openNursery>
beforeAll(async () => {
  mock = await startMockProcess()
  nursery = openNursery()
})
afterAll(async () => {
  await nursery.close()
  await mock.close()
  await database.close()
})

type Scene = Awaited<ReturnType<typeof setScene>>

/** A location of which this process is the worker that outlives the other. */
async function setScene() {
  const mark = randomUUID().slice(0, 8).toUpperCase()
  const settings: WorkerSettings = {
    databaseUrl: database.url,
    encryptionKey,
    appleOrigin: mock.origin,
    aheadMs: 0,
  }
  const worker = openWorker(settings)
  const uId = `9${randomInt(1e14)}`
  const location = await mock.addLocation({ locationName: mark, uId, assets: [{ adamId, totalCount: owned }] })
  const { id: tokenId } = await createToken(worker.deps, pomona, {
    file: location.tokenFile,
    appleId: 'admin@example.test',
    automaticAppUpdates: true,
  })
  await worker.work()
  const asset = await database.prisma.asset.findFirstOrThrow({ where: { tokenId, adamId } })
  const devices = []
  for (let index = 0; index < wanting; index += 1) {
    const serialNumber = `${mark}X${index}`
    devices.push(await addDevice(database.prisma, { serialNumber, name: serialNumber }))
  }
  const people = []
  for (let index = 0; index < wanting; index += 1) {
    const email = `${index}@${mark.toLowerCase()}.example`
    people.push(await addPerson(database.prisma, { displayName: `${mark} ${index}`, email, managedAppleId: email }))
  }
  const memberIds = devices.map(({ id }) => id)
  const group = await addGroup(database.prisma, { memberIds })
  const userGroup = await addGroup(database.prisma, { kind: 'user', memberIds: people.map(({ id }) => id) })
  const serials = devices.map(({ serialNumber }) => serialNumber ?? '')
  const emails = people.map(({ email }) => email)
  return {
    settings,
    worker,
    uId,
    tokenId,
    assetId: asset.id,
    groupId: group.id,
    userGroupId: userGroup.id,
    serials,
    emails,
  }
}

const assign = ({ assetId, groupId }: Scene): Act => ({ kind: 'assign', assetId, groupId, licenseType: 'device' })

async function perform(worker: TestWorker, act: Act) {
  await (act.kind === 'assign' ? acts.assign(worker, act) : acts.release(worker, act))
}

const lives = [
  {
    name: 'an order for a license',
    prepare: async () => undefined,
    act: assign,
    /** Who holds a license in the end, of five devices in the order of the line. */
    holders: [0, 1, 2],
    of: 'serials' as const,
    steps: ['Apple associate', 'apple_batches', 'associations', 'assignments', 'license_orders'],
  },
  {
    name: 'an order to take a license back, which the next in line gets',
    prepare: async (scene: Scene) => {
      await perform(scene.worker, assign(scene))
      await scene.worker.work()
    },
    act: ({ assetId, serials }: Scene): Act => ({ kind: 'release', assetId, serialNumber: serials[1] ?? '' }),
    holders: [0, 2, 3],
    of: 'serials' as const,
    steps: ['Apple disassociate', 'Apple associate', 'apple_batches', 'associations', 'license_orders'],
  },
  {
    name: 'an order for somebody whom Apple does not know yet',
    prepare: async () => undefined,
    act: ({ assetId, userGroupId }: Scene): Act => ({
      kind: 'assign',
      assetId,
      groupId: userGroupId,
      licenseType: 'user',
    }),
    holders: [0, 1, 2],
    of: 'emails' as const,
    steps: ['Apple createUsers', 'user_batches', 'vpp_users', 'Apple associate', 'associations'],
  },
]

describe.each(lives)('$name', ({ prepare, act, holders, of, steps: expectedSteps }) => {
  it('ends as it should after `kill -9` at any of its steps', async () => {
    const play = async (dieAt: string | null) => {
      const scene = await setScene()
      await prepare(scene)
      const { settings, worker } = scene
      const life = await nursery.live({ settings: { ...settings, aheadMs: worker.aheadMs() }, act: act(scene), dieAt })
      expect(life === undefined).toBe(dieAt !== null)
      // Minutes later, so that the clock of who died is not ahead.
      worker.pass(10 * 60_000)
      await worker.takeOver()
      await worker.work()
      await expectWhole(scene)
      // Who saw the program die before it answered tries once more.
      await perform(worker, act(scene))
      await worker.work()
      await expectWhole(scene)
      const expected = scene[of].filter((_, index) => holders.includes(index))
      expect(await holdersAtApple(scene)).toEqual(expected)
      expect(await waiting(scene)).toHaveLength(wanting - owned)
      await worker.close()
      return life?.steps ?? []
    }
    const steps = await play(null)
    expect(expectedSteps.filter((expected) => !steps.some((step) => step.includes(expected)))).toEqual([])
    for (const dieAt of steps.filter(isToBeTried)) {
      await play(dieAt).catch((cause: unknown) => {
        throw new Error(`killed at ${dieAt}`, { cause })
      })
    }
  }, 360_000)
})

/** Of steps that are alike the first is tried; `SOAK` has each of them tried. */
const tried = new Set<string>()
function isToBeTried(step: string): boolean {
  const kind = step.replace(/ #\d+$/, '')
  const isNew = !tried.has(kind)
  tried.add(kind)
  return isNew || process.env['SOAK'] !== undefined
}

type User = { clientUserId: string; email?: string; status: string }

/** Serial numbers, and the e-mail addresses of users. Nobody is there twice. */
async function holdersAtApple({ uId }: Scene): Promise<string[]> {
  const users = await mock.ask<User[]>(`/locations/${uId}/users`)
  const active = users.filter(({ status }) => status === 'Associated' || status === 'Registered')
  expect(new Set(active.map(({ email }) => email)).size).toBe(active.length)
  const held = await mock.ask<{ serialNumber?: string; clientUserId?: string }[]>(`/locations/${uId}/assignments`)
  const emailOf = new Map(active.map(({ clientUserId, email }) => [clientUserId, email]))
  return held
    .map(({ serialNumber, clientUserId = '' }) => serialNumber ?? emailOf.get(clientUserId) ?? clientUserId)
    .toSorted()
}

async function waiting({ assetId }: Scene) {
  return database.prisma.licenseOrder.findMany({ where: { assetId, state: 'waiting' } })
}

/** Nothing is doubled, nothing is under way, and our tables say what Apple's do. */
async function expectWhole(scene: Scene): Promise<void> {
  const { assetId } = scene
  const asset = await database.prisma.asset.findUniqueOrThrow({
    where: { id: assetId },
    include: { associations: true, orders: true },
  })
  const users = await database.prisma.vppUser.findMany({ where: { tokenId: scene.tokenId }, include: { person: true } })
  const nameOf = new Map(users.map(({ clientUserId, person }) => [clientUserId, person?.email ?? clientUserId]))
  const named = ({ target }: { target: string }) => nameOf.get(target) ?? target
  const held = asset.associations.map(named).toSorted()
  expect(held).toEqual(await holdersAtApple(scene))
  expect(asset.assignedCount).toBe(held.length)
  expect(held.length).toBeLessThanOrEqual(owned)
  const open = asset.orders.filter(({ settledAt, state }) => settledAt === null && state !== 'waiting')
  expect(open).toEqual([])
  const inLine = asset.orders.filter(({ state }) => state === 'waiting').map(named)
  expect(new Set([...held, ...inLine]).size).toBe(held.length + inLine.length)
  expect(inLine.length === 0 || held.length === owned).toBe(true)
}
