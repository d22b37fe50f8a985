import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connectDatabase, migrate, type Database } from '@pomona/db'
import { startEmbeddedPostgres } from '@pomona/db/embedded'
import { seedDemoOrganization } from '@pomona/seed'

const root = fileURLToPath(new URL('../', import.meta.url))
export const demoPassword = 'pomona-demo'

/** All programs of an installation on free ports, with the demo organization and no token uploaded. */
export type Programs = {
  consoleUrl: string
  /** Of every API program; the first is the console's. */
  apiUrls: string[]
  mockAppleUrl: string
  database: Database
  databaseUrl: string
  /** Starts one more worker. */
  startWorker(): Promise<ChildProcess>
  /** What all programs have printed: where a secret must never be. */
  logFolder: string
  stop(): Promise<void>
}

/**
 * `durable` runs the database as in production, safe at power loss; without it as fast as tests like it. `hearsApple` has the mock post its
 * notifications.
 */
export async function startPrograms(options: {
  workers: number
  /** How many API programs; one when left out. */
  apis?: number
  durable?: boolean
  hearsApple?: boolean
}): Promise<Programs> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pomona-e2e-'))
  const postgres = await startEmbeddedPostgres({ dataDir, durable: options.durable ?? false })
  const databaseUrl = await postgres.ensureDatabase('pomona')
  await migrate(databaseUrl)
  const database = connectDatabase(databaseUrl, { poolSize: 4 })
  await seedDemoOrganization(database, { password: demoPassword, now: new Date() })

  const [port, mockPort] = [await findFreePort(), await findFreePort()]
  const consoleUrl = `http://127.0.0.1:${port}`
  const mockAppleUrl = `http://127.0.0.1:${mockPort}`
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: databaseUrl,
    JWT_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    PORT: String(port),
    PUBLIC_URL: consoleUrl,
    MOCK_APPLE_PORT: String(mockPort),
    MOCK_APPLE_ALLOW_HTTP_NOTIFICATIONS: '1',
    ALLOW_HTTP_NOTIFICATIONS: options.hearsApple === true ? '1' : '0',
    APPLE_VPP_URL: `${mockAppleUrl}/mdm/v2`,
    SHORTAGE_CRON: '*/2 * * * * *',
  }
  const children: ChildProcess[] = []
  const start = async (name: string, more: Record<string, string> = {}) => {
    const child = fork(join(root, `apps/${name}/src/main.ts`), {
      cwd: root,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const log = createWriteStream(join(dataDir, `${name}-${children.length}.log`))
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    children.push(child)
    return child
  }
  const startWorker = async () => {
    const worker = await start('worker')
    await once(worker, 'message')
    return worker
  }
  await start('mock-apple')
  await start('api')
  const apiUrls = [consoleUrl]
  for (let api = 1; api < (options.apis ?? 1); api += 1) {
    const apiPort = await findFreePort()
    await start('api', { PORT: String(apiPort) })
    apiUrls.push(`http://127.0.0.1:${apiPort}`)
  }
  const addresses = [`${mockAppleUrl}/_mock/locations`, ...apiUrls.map((url) => `${url}/readyz`)]
  await Promise.all(addresses.map(untilAnswers))
  await Promise.all(Array.from({ length: options.workers }, startWorker))

  return {
    consoleUrl,
    apiUrls,
    mockAppleUrl,
    database,
    databaseUrl,
    startWorker,
    logFolder: dataDir,
    async stop() {
      await database.close()
      await Promise.all(children.map(end))
      await postgres.stop()
      await Promise.all([dataDir, postgres.home].map((folder) => rm(folder, { recursive: true, force: true })))
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const straggler = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(straggler)
}

async function untilAnswers(url: string): Promise<void> {
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
  }
  throw new Error(`${url} did not answer`)
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
