import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it, vi } from 'vitest'
import type { Database } from './client.ts'
import { runJobs, type JobHandlers } from './job-runner.ts'
import { enqueue } from './jobs.ts'
import { openTestDatabase } from './testing/index.ts'

const database: Database = await openTestDatabase()
afterAll(() => database.close())

const stuckWorker = fileURLToPath(new URL('testing/stuck-worker.ts', import.meta.url))
function runHere(handlers: Partial<JobHandlers>) {
  return runJobs(database, { handlers, concurrency: 3, onEvent: () => undefined })
}

it('a job, and the queue it holds, goes on with another worker within seconds after its worker was killed', async () => {
  const [first, second] = ['token-1', 'token-2']
  await enqueue(database.prisma, 'process-orders', { tokenId: first }, { queue: 'token:x' })
  const victim = fork(stuckWorker, [database.url])
  expect((await once(victim, 'message'))[0]).toBe('stuck')
  await enqueue(database.prisma, 'process-orders', { tokenId: second }, { queue: 'token:x' })

  const done: string[] = []
  const survivor = await runHere({
    'process-orders': async ({ tokenId }) => {
      done.push(tokenId)
    },
  })
  victim.kill('SIGKILL')
  await vi.waitFor(() => expect(done.toSorted()).toEqual([first, second]), { timeout: 10_000 })
  await survivor.stop()
}, 20_000)

it('jobs of one queue run one after another across workers', async () => {
  let running = 0
  let most = 0
  let count = 0
  const handlers = {
    'process-orders': async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      count += 1
    },
  }
  const runners = await Promise.all([runHere(handlers), runHere(handlers)])
  for (let index = 0; index < 12; index += 1) {
    await enqueue(database.prisma, 'process-orders', { tokenId: `${index}` }, { queue: 'token:y' })
  }
  await vi.waitFor(() => expect(count).toBe(12), { timeout: 10_000 })
  expect(most).toBe(1)
  await Promise.all(runners.map((runner) => runner.stop()))
}, 20_000)

it('a job with a key is not doubled while it waits, and vanishes with the transaction that asked for it', async () => {
  const count = async () => {
    const { rows } = await database.pool.query("select 1 from graphile_worker.jobs where key = 'orders:z'")
    return rows.length
  }
  const ask = () => enqueue(database.prisma, 'process-orders', { tokenId: 'z' }, { key: 'orders:z' })
  await database.prisma
    .$transaction(async (tx) => {
      await enqueue(tx, 'process-orders', { tokenId: 'z' }, { key: 'orders:z' })
      throw new Error('changed my mind')
    })
    .catch(() => undefined)
  expect(await count()).toBe(0)
  await ask()
  await ask()
  expect(await count()).toBe(1)
})
