import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, closeSync } from 'node:fs'
import { chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { initializeDataFolder } from './initialize-data-folder.ts'
import { stopLeftoverPostgres } from './leftover-postgres.ts'
import { chooseHome, type PostgresHome } from './postgres-home.ts'
import { serverEnvironment } from './server-environment.ts'

export type EmbeddedPostgres = {
  /** The connection string of a database in this server. */
  url(database: string): string
  /** Makes the database unless it is there, and returns its connection string. */
  ensureDatabase(name: string): Promise<string>
  /** Where the files really are: beside `dataDir`, or elsewhere when root's folders are closed to other users. */
  home: string
  /** What the server has to say goes here. */
  logFile: string
  /** Resolves when the server ends, asked to or not. */
  ended: Promise<void>
  /** Ends connections and shuts down; `immediate` leaves recovery to the next start. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
}

const startTimeoutMs = 30_000

/**
 * Starts a real PostgreSQL from the npm package, listening on the loopback address alone, with its data in `dataDir`.
 * Works as an ordinary user and as root; a server that a killed program left behind is stopped first. One caller per `dataDir`
 * at a time: the caller holds a lock. `durable: false` trades safety at power loss for speed, for tests.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  durable?: boolean
  settings?: Record<string, string | number>
  signal?: AbortSignal
}): Promise<EmbeddedPostgres> {
  const home = await chooseHome(options.dataDir)
  const data = join(home.dir, 'data')
  await stopLeftoverPostgres(data)
  const password = await readOrMakePassword(home)
  if (!existsSync(join(data, 'PG_VERSION'))) await createDataFolder(home, data, password)
  options.signal?.throwIfAborted()

  const port = await findFreePort()
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 200,
    shared_buffers: '256MB',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  }
  const logFile = join(home.dir, 'postgres.log')
  const log = openSync(logFile, 'a')
  // A session of its own: Ctrl-C in the terminal must not reach the database before the programs that use it. Its words go
  // to a file, not through this program: the server may outlive it.
  const server = spawn(
    join(home.binaries, 'bin/postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...home.owner, cwd: data, env: serverEnvironment(), stdio: ['ignore', 'ignore', log], detached: true },
  )
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
    server.once('error', () => resolve())
  })
  const endWithThisProgram = () => void server.kill('SIGQUIT')
  process.once('exit', endWithThisProgram)
  void ended.then(() => process.off('exit', endWithThisProgram))
  const stop: EmbeddedPostgres['stop'] = async (how = 'fast') => {
    if (server.exitCode === null && server.signalCode === null) server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await ended
  }

  const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  try {
    await waitUntilReady({ url: url('postgres'), ended, logFile, signal: options.signal })
  } catch (error) {
    await stop()
    throw error
  }
  return { url, ensureDatabase: (name) => ensureDatabase(url, name), home: home.dir, logFile, ended, stop }
}

/**
 * Made under another name first: a data folder that is there is whole, whenever the program was killed. A name of its own for
 * every attempt, because an `initdb` from before may still be writing.
 */
async function createDataFolder(home: PostgresHome, data: string, password: string): Promise<void> {
  const fromBefore = (await readdir(home.dir)).filter((name) => name.startsWith('data-unfinished-'))
  await Promise.allSettled(fromBefore.map((name) => rm(join(home.dir, name), { recursive: true, force: true })))
  await rm(data, { recursive: true, force: true })
  const unfinished = await mkdtemp(`${data}-unfinished-`)
  if (home.owner) await chown(unfinished, home.owner.uid, home.owner.gid)
  await initializeDataFolder(home, unfinished, password)
  await rename(unfinished, data)
}

async function readOrMakePassword(home: PostgresHome): Promise<string> {
  const file = join(home.dir, 'password')
  if (existsSync(file)) return readFile(file, 'utf8')
  const password = randomBytes(24).toString('base64url')
  await writeFile(`${file}-unfinished`, password, { mode: 0o600 })
  await rename(`${file}-unfinished`, file)
  return password
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port found')
  return address.port
}

async function waitUntilReady(server: {
  url: string
  ended: Promise<void>
  logFile: string
  signal: AbortSignal | undefined
}): Promise<void> {
  let hasEnded = false
  void server.ended.then(() => (hasEnded = true))
  const giveUpAt = Date.now() + startTimeoutMs
  for (;;) {
    server.signal?.throwIfAborted()
    const client = new pg.Client({ connectionString: server.url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch (cause) {
      if (hasEnded || Date.now() > giveUpAt) {
        throw new Error(`PostgreSQL did not start. Its own words are in ${server.logFile}`, { cause })
      }
      await sleep(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function ensureDatabase(url: (database: string) => string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url('postgres') })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  return url(name)
}
