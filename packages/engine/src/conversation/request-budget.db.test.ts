import { randomBytes } from 'node:crypto'
import type { Credential } from '@pomona/apple-vpp'
import type { Database, Db } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { Secret } from '@pomona/domain'
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { buildDeps } from '../build-deps.ts'
import { startMockProcess } from '../testing/mock-process.ts'
import { insertAsset } from '../testing/organization.ts'
import { createRequestBudget } from './request-budget.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const [database, mock] = await Promise.all([openTestDatabase(), startMockProcess()])
afterAll(async () => Promise.all([database.close(), mock.close()]))

let credential: Credential
let uId: string
let tokenId: string
beforeEach(async () => {
  await mock.ask('/reset', { seed: 'empty' })
  await mock.setLimits({ maxRequestPerSecond: null })
  const location = await mock.addLocation({ locationName: 'Orchard' })
  const asset = await insertAsset(database, { availableCount: 1 })
  uId = location.uId
  tokenId = asset.tokenId
  credential = { contentToken: new Secret(location.tokenFile), about: tokenId }
})

/** All that one program has, as its `main.ts` builds it. */
function openProgram(appleRequestsPerSecond = 200) {
  const deps = buildDeps({
    databaseUrl: database.url,
    poolSize: 3,
    encryptionKey: randomBytes(32),
    appleVppUrl: mock.origin,
    appleRequestsPerSecond,
    publicUrl: 'http://127.0.0.1:1',
    allowHttpNotifications: false,
    tokensMax: 1,
    log,
  })
  onTestFinished(async () => deps.close())
  return deps
}

type Program = ReturnType<typeof openProgram>

/** Asks so many questions, five at a time. */
async function askMuch({ vpp }: Program, count: number): Promise<void> {
  let left = count
  const one = async () => {
    while (left > 0) {
      left -= 1
      await vpp.getLocation(credential)
    }
  }
  await Promise.all(Array.from({ length: 5 }, one))
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

type Logged = { at: string; path: string; uId?: string; errorNumber?: number; status?: number }
const requests = async () => (await mock.ask<Logged[]>('/requests?limit=1000')).filter((each) => each.uId === uId)

it('keeps two programs together below the number that Apple names, and close to it', async () => {
  await mock.setLimits({ maxRequestPerSecond: 20 })
  const [one, other] = [openProgram(), openProgram()]
  const tookMs = await timeOf(async () => Promise.all([askMuch(one, 40), askMuch(other, 20)]))
  const seen = await requests()
  expect(seen.filter(({ errorNumber }) => errorNumber !== undefined)).toEqual([])
  expect(seen).toHaveLength(60)
  // 60 at 20 in a second are 3 s.
  expect(tookMs).toBeLessThan(3000 * 1.6)
})

it('keeps two programs together at the usual rate while Apple names no number', async () => {
  const [one, other] = [openProgram(40), openProgram(40)]
  const tookMs = await timeOf(async () => Promise.all([askMuch(one, 30), askMuch(other, 30)]))
  expect(tookMs).toBeGreaterThan((1000 * 60) / 40 - 250)
  expect(tookMs).toBeLessThan(((1000 * 60) / 40) * 1.6)
})

it('learns of a number that was lowered while it runs, from the first refusal on', async () => {
  const program = openProgram()
  await program.vpp.getLocation(credential)
  await mock.setLimits({ maxRequestPerSecond: 10 })
  await askMuch(program, 30)
  const refused = (await requests()).filter(({ errorNumber }) => errorNumber === 9646)
  expect(refused.length).toBeGreaterThan(0)
  // The five that were under way together, and no second round of them.
  expect(refused.length).toBeLessThanOrEqual(5)
})

it('lets a pause that one program was told stop the other one too', async () => {
  const [one, other] = [openProgram(), openProgram()]
  await Promise.all([one.vpp.getLocation(credential), other.vpp.getLocation(credential)])
  await mock.fault(uId, { kind: 'status', errorNumber: 9646, retryAfter: '2' })
  const refused = one.vpp.getLocation(credential)
  const isPaused = () => database.prisma.requestBudget.count({ where: { tokenId, pausedUntil: { not: null } } })
  await expect.poll(isPaused).toBe(1)
  const pausedAt = Date.parse((await requests())[0]?.at ?? '')
  await Promise.all([refused, other.vpp.getLocation(credential), other.vpp.getLocation(credential)])
  const later = (await requests()).slice(0, 3)
  for (const { at } of later) expect(Date.parse(at) - pausedAt).toBeGreaterThan(1900)
})

it('stays away longer after each refusal without a time, and everybody counts as one', async () => {
  const budget = createRequestBudget({ database, log, perSecond: 200 })
  const pausedFor = async () => {
    const row = await database.prisma.requestBudget.findUniqueOrThrow({ where: { tokenId } })
    return { pauseMs: row.pauseMs, leftMs: (row.pausedUntil?.getTime() ?? 0) - Date.now() }
  }
  await Promise.all(Array.from({ length: 5 }, async () => budget.refused(tokenId, undefined)))
  const first = await pausedFor()
  expect(first.pauseMs).toBe(1000)
  expect(first.leftMs).toBeGreaterThan(300)
  expect(first.leftMs).toBeLessThanOrEqual(1000)
  await database.prisma.requestBudget.update({ where: { tokenId }, data: { pausedUntil: new Date(Date.now() - 1) } })
  await budget.refused(tokenId, undefined)
  expect((await pausedFor()).pauseMs).toBe(2000)
  await database.prisma.requestBudget.update({
    where: { tokenId },
    data: { pausedUntil: new Date(Date.now() - 60_000) },
  })
  await budget.refused(tokenId, undefined)
  expect((await pausedFor()).pauseMs).toBe(1000)
})

it('holds nobody for a pause of minutes, but says that it is tried again', async () => {
  const [one, other] = [openProgram(), openProgram()]
  await mock.fault(uId, { kind: 'status', errorNumber: 9729, retryAfter: '600' })
  await expect(one.vpp.getLocation(credential)).rejects.toMatchObject({ code: 'apple_unavailable' })
  const message = expect.stringMatching(/stay away for 10 minutes more/)
  await expect(other.vpp.getLocation(credential)).rejects.toMatchObject({ code: 'apple_busy', retry: 'later', message })
  await expect(one.vpp.associate(credential, request())).rejects.toMatchObject({ code: 'apple_busy' })
  expect(await requests()).toHaveLength(1)
})

it('writes little while much is asked, and never keeps a lone request waiting', async () => {
  let leases = 0
  const $queryRaw = async (query: Parameters<Db['$queryRaw']>[0]) => {
    leases += 1
    return database.prisma.$queryRaw(query)
  }
  const counting = { ...database, prisma: { $queryRaw } } as unknown as Database
  const budget = createRequestBudget({ database: counting, log, perSecond: 500 })
  const take = async () => budget.take(tokenId, { perSecond: undefined })
  expect(await timeOf(take)).toBeLessThan(200)
  const tookMs = await timeOf(async () => Promise.all(Array.from({ length: 1000 }, take)))
  expect(tookMs).toBeGreaterThan(1800)
  expect(leases).toBeLessThan(20)
})

it('lets requests of a token that is not stored pass', async () => {
  const budget = createRequestBudget({ database, log, perSecond: 100 })
  const stranger = '00000000-0000-4000-8000-00000000ffff'
  await budget.take(stranger, { perSecond: undefined })
  await budget.refused(stranger, 10)
  await expect(budget.take(stranger, { perSecond: undefined })).resolves.toBeUndefined()
})

it('goes on at its own rate when the database cannot be asked', async () => {
  const broken = {
    ...database,
    prisma: { $queryRaw: async () => Promise.reject(new Error('down')) },
  } as unknown as Database
  const budget = createRequestBudget({ database: broken, log, perSecond: 100 })
  const take = async () => budget.take(tokenId, { perSecond: undefined })
  expect(await timeOf(async () => Promise.all(Array.from({ length: 30 }, take)))).toBeGreaterThan(200)
  await budget.refused(tokenId, 50)
  expect(await timeOf(take)).toBeGreaterThan(45)
})

it('stops waiting when nobody waits for the answer any more', async () => {
  const budget = createRequestBudget({ database, log, perSecond: 100 })
  await budget.refused(tokenId, 30_000)
  const abort = new AbortController()
  const waiting = budget.take(tokenId, { perSecond: undefined, signal: abort.signal })
  abort.abort()
  await expect(waiting).rejects.toThrow(/abort/i)
})

const request = () => ({
  assets: [{ adamId: '1000000001', pricingParam: 'STDQ' as const }],
  targetType: 'device' as const,
  targets: ['SN1'],
})
