import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseHome, type PostgresHome } from './postgres-home.ts'
import { stopLeftoverPostgres } from './leftover-postgres.ts'

export type EmbeddedPostgres = {
  /** The connection string of a database in this server. */
  url(database: string): string
  /** Where the files really are: beside `dataDir`, or elsewhere when root's folders are closed to other users. */
  home: string
  /** Resolves when the server ends, asked to or not. */
  ended: Promise<void>
  stop(): Promise<void>
}

const startTimeoutMs = 30_000

/**
 * Starts a real PostgreSQL from the npm package, listening on the loopback address alone, with its data in `dataDir`.
 * Works as an ordinary user and as root; a server that a killed program left behind is stopped first.
 * `durable: false` trades safety at power loss for speed, for tests.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  durable?: boolean
  settings?: Record<string, string | number>
}): Promise<EmbeddedPostgres> {
  const home = await chooseHome(options.dataDir)
  const data = join(home.dir, 'data')
  await stopLeftoverPostgres(data)
  const password = await readOrMakePassword(home)
  if (!existsSync(join(data, 'PG_VERSION'))) await initialize(home, data, password)

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
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A session of its own: Ctrl-C in the terminal must not reach the database before the programs that use it.
  const server = spawn(join(home.binaries, 'bin/postgres'), ['-D', data, ...flags], {
    ...home.owner,
    cwd: data,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const logFile = join(home.dir, 'postgres.log')
  server.stderr.on('data', (chunk: Buffer) => void appendFile(logFile, chunk).catch(() => server.stderr.resume()))
  const ended = once(server, 'exit').then(() => undefined)

  const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  await waitUntilReady({ url: url('postgres'), ended, logFile })
  return {
    url,
    home: home.dir,
    ended,
    async stop() {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT')
      await ended
    },
  }
}

async function initialize(home: PostgresHome, data: string, password: string): Promise<void> {
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true, mode: 0o700 })
  const passwordFile = join(home.dir, 'initdb-password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (home.owner) {
    await chown(data, home.owner.uid, home.owner.gid)
    await chown(passwordFile, home.owner.uid, home.owner.gid)
  }
  const flags = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    // The built-in locale gives Unicode-aware lower() on every machine, without asking its operating system.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ]
  const initdb = spawn(join(home.binaries, 'bin/initdb'), flags, {
    ...home.owner,
    cwd: home.dir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  })
  let output = ''
  initdb.stdout.on('data', (chunk: Buffer) => (output += chunk))
  initdb.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const [code] = (await once(initdb, 'exit')) as [number | null]
  await rm(passwordFile, { force: true })
  if (code !== 0) throw new Error(`PostgreSQL could not create its data folder ${data}:\n${output}`)
}

async function readOrMakePassword(home: PostgresHome): Promise<string> {
  const file = join(home.dir, 'password')
  if (existsSync(file)) return readFile(file, 'utf8')
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, password, { mode: 0o600 })
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

async function waitUntilReady(server: { url: string; ended: Promise<void>; logFile: string }): Promise<void> {
  let hasEnded = false
  void server.ended.then(() => (hasEnded = true))
  const giveUpAt = Date.now() + startTimeoutMs
  for (;;) {
    const client = new pg.Client({ connectionString: server.url })
    try {
      await client.connect()
      return
    } catch (cause) {
      if (!hasEnded && Date.now() < giveUpAt) await sleep(50)
      else throw new Error(`PostgreSQL did not start. Its own words are in ${server.logFile}`, { cause })
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
