import { runJobs, type Database, type JobHandlers } from '@pomona/db'
import { addToken, openTestDatabase } from '@pomona/db/testing'
import { syncMinuteOf } from '@pomona/domain'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { scheduleSyncs } from './schedule-syncs.ts'

const database: Database = await openTestDatabase()
const db = database.prisma
afterAll(() => database.close())
beforeEach(async () => {
  await database.pool.query('delete from graphile_worker._private_jobs')
  await db.token.deleteMany()
})

const cron = '0 */12 * * *'
const hour = 3_600_000
const at = (time: string) => ({ database, now: () => new Date(`2030-01-01T${time}:00Z`) })

async function addTokens(count: number, nextSyncAt: Date | null) {
  await db.token.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      uId: String(9_000_000_000_000_000 + index),
      displayName: `Location ${index}`,
      organizationName: 'ACME',
      locationName: `Location ${index}`,
      appleId: 'vpp@acme.example',
      countryOrRegion: 'US',
      accountType: 'business' as const,
      defaultPlatform: 'enterprisestore',
      automaticAppUpdates: true,
      sealedContentToken: new Uint8Array(1),
      expiresAt: new Date('2031-01-01'),
      syncMinute: syncMinuteOf(String(9_000_000_000_000_000 + index)),
      nextSyncAt,
    })),
  })
}

const jobs = async () => {
  const { rows } = await database.pool.query<{ task_identifier: string; priority: number; queue_name: string }>(
    'select task_identifier, priority, queue_name from graphile_worker.jobs',
  )
  return rows
}

describe('three thousand tokens', () => {
  it('are spread over the half day, with no minute crowded', async () => {
    await addTokens(3_000, null)
    await scheduleSyncs(at('00:30'), { cron })
    const times = (await db.token.findMany({ select: { nextSyncAt: true } })).map((token) => token.nextSyncAt)
    const perMinute = Map.groupBy(times, (time) => Math.floor((time?.getTime() ?? 0) / 60_000))
    expect(Math.max(...[...perMinute.values()].map((minute) => minute.length))).toBeLessThanOrEqual(20)
    const [first, last] = [Math.min(...perMinute.keys()), Math.max(...perMinute.keys())]
    expect(last - first).toBeGreaterThan(11 * 60)
    expect(last - first).toBeLessThan(12 * 60)
    expect(await jobs()).toEqual([])
  })

  it('that all fell due while nothing ran are queued in a moment, once each, and let everything else go first', async () => {
    await addTokens(3_000, new Date('2029-12-30T00:00:00Z'))
    const startedAt = performance.now()
    await Promise.all([scheduleSyncs(at('00:30'), { cron }), scheduleSyncs(at('00:30'), { cron })])
    const tookMs = performance.now() - startedAt
    expect(await db.syncRun.count({ where: { trigger: 'schedule', state: 'queued' } })).toBe(3_000)
    const queued = await jobs()
    expect(queued).toHaveLength(3_000)
    expect(new Set(queued.map((job) => job.queue_name)).size).toBe(3_000)
    expect(new Set(queued.map((job) => job.priority))).toEqual(new Set([10]))
    expect(await db.token.count({ where: { nextSyncAt: { gt: new Date('2030-01-01T00:30:00Z') } } })).toBe(3_000)
    // Some hundred milliseconds by itself; the bound leaves room for a busy machine and none for a statement per token.
    expect(tookMs).toBeLessThan(10_000)
  })
})

it('no more syncs run at once than the worker is told, and an order does not wait behind those that fell due', async () => {
  await addTokens(40, new Date('2029-12-30T00:00:00Z'))
  await scheduleSyncs(at('00:30'), { cron })
  const [first] = await db.token.findMany({ take: 1 })
  if (!first) throw new Error('no token')
  let running = 0
  const most = { running: 0, syncsBeforeOrder: -1 }
  let done = 0
  const sync = async () => {
    running += 1
    most.running = Math.max(most.running, running)
    if (done === 0 && most.syncsBeforeOrder === -1) {
      most.syncsBeforeOrder = 0
      await enqueueOrders(db, first.id)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    running -= 1
    done += 1
  }
  let syncsBeforeOrder: number | undefined
  const ignored = async () => undefined
  const handlers = new Proxy({} as JobHandlers, {
    ownKeys: () => ['sync-token', 'process-orders'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_, name) =>
      name === 'sync-token' ? sync : name === 'process-orders' ? async () => void (syncsBeforeOrder = done) : ignored,
  })
  const runner = await runJobs(database, { handlers, concurrency: 2, onEvent: () => undefined })
  try {
    await vi.waitFor(() => expect(done).toBe(40), { timeout: 20_000 })
  } finally {
    await runner.stop()
  }
  expect(most.running).toBe(2)
  expect(syncsBeforeOrder).toBeLessThan(6)
})

it('a run whose job was lost gets a new one, and is left alone while it has one', async () => {
  const token = await addToken(db, { nextSyncAt: new Date('2030-01-01T06:00:00Z') })
  const requestedAt = new Date(Date.now() - hour)
  await db.syncRun.create({ data: { tokenId: token.id, trigger: 'manual', state: 'running', requestedAt } })
  await scheduleSyncs(at('00:30'), { cron })
  await scheduleSyncs(at('00:31'), { cron })
  expect(await jobs()).toMatchObject([{ task_identifier: 'sync-token', priority: 0, queue_name: `token:${token.id}` }])
})
