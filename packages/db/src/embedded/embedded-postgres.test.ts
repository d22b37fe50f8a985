import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { stopLeftoverPostgres } from './leftover-postgres.ts'
import { commandOf, isAlive } from './processes.ts'

vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
const servers: EmbeddedPostgres[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pomona postgres '))
  await chmod(dataDir, 0o755)
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  servers.length = 0
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false })
  servers.push(server)
  return server
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const pidOf = async (server: EmbeddedPostgres) =>
  Number((await readFile(join(server.home, 'data/postmaster.pid'), 'utf8')).split('\n')[0])

it('keeps its data, and takes over from a server whose program was killed', async () => {
  const first = await start()
  const url = await first.ensureDatabase('pomona')
  await query(url, 'create table fruits as select 1 as apples')

  const second = await start()
  await first.ended
  expect(await query(await second.ensureDatabase('pomona'), 'select apples from fruits')).toEqual([{ apples: 1 }])

  process.kill(await pidOf(second), 'SIGKILL')
  await second.ended
  const third = await start()
  expect(await query(await third.ensureDatabase('pomona'), 'select apples from fruits')).toEqual([{ apples: 1 }])
})

it('begins anew when the first start was killed while it made the data folder', async () => {
  const server = await start()
  await server.stop()
  await rm(join(server.home, 'data'), { recursive: true })
  await mkdir(join(server.home, 'data-unfinished-1'))
  await writeFile(join(server.home, 'data-unfinished-1/PG_VERSION'), '18')
  const again = await start()
  expect(await query(again.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(join(server.home, 'data-unfinished-1'))).toBe(false)
})

it('gives up at once, and leaves no process, when it is told to stop while starting', async () => {
  const abort = new AbortController()
  const starting = startEmbeddedPostgres({ dataDir, durable: false, signal: abort.signal })
  abort.abort(new Error('stopped'))
  await expect(starting).rejects.toThrow('stopped')
  expect(existsSync(join(dataDir, 'postgres/data/postmaster.pid'))).toBe(false)
})

it('forgets a lock file whose number another program has taken over', async () => {
  await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`)
  await stopLeftoverPostgres(dataDir)
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
  expect(isAlive(process.pid)).toBe(true)
  expect(commandOf(process.pid)).toContain('node')
})
