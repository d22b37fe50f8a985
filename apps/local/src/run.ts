import { startEmbeddedPostgres, type EmbeddedPostgres } from '@pomona/db/embedded'
import { buildConsole } from './build-console.ts'
import { prepareDatabase } from './database.ts'
import type { Env } from './env.ts'
import { lockDataDir, type RunningInstance } from './instance-lock.ts'
import { endLeftoverPrograms } from './leftover-programs.ts'
import { requireFreePorts } from './ports.ts'
import { keepRunning, type Program } from './program.ts'
import { consoleUrl, mockAppleUrl, programSpecs } from './programs.ts'
import { red, say, step } from './screen.ts'
import { readOrMakeSecrets } from './secrets.ts'
import { listenForShutdown } from './shutdown.ts'
import { StartRefused } from './start-refused.ts'
import { stopEverything } from './stop-everything.ts'
import { writeTokenFiles } from './token-files.ts'
import { restartOnChange } from './watch-sources.ts'
import { welcome } from './welcome.ts'

/** Runs everything on this machine until somebody ends it, and returns the exit status. */
export async function run(env: Env, options: { isDev: boolean }): Promise<number> {
  const startedAt = performance.now()
  const lock = lockDataDir(env.dataDir)
  const running: { programs: Program[]; postgres?: EmbeddedPostgres } = { programs: [] }
  const killEverything = () => {
    for (const program of running.programs) program.kill()
  }
  const shutdown = listenForShutdown({ killEverything, followParent: env.isUnderNpm })
  process.once('exit', killEverything)
  const note = (more: Partial<RunningInstance> = {}) =>
    lock.record({
      pid: process.pid,
      url: consoleUrl(env, options.isDev),
      children: running.programs.flatMap((program) => program.child() ?? []),
      isStopping: false,
      ...more,
    })

  let status = 0
  try {
    const leftovers = lock.previous?.children ?? []
    note({ children: leftovers })
    await endLeftoverPrograms(leftovers)
    note()
    await requireFreePorts(wantedPorts(env, options.isDev))
    const secrets = readOrMakeSecrets(env.dataDir)
    const databaseUrl = env.databaseUrl ?? (await startPostgres(env, shutdown.signal, running))
    await prepareDatabase(databaseUrl, env.demoPassword)
    shutdown.signal.throwIfAborted()
    if (!options.isDev) await step('Building the console', () => buildConsole(shutdown.signal), 'ready')

    const specs = programSpecs({
      env,
      databaseUrl,
      secrets: {
        jwtSecret: env.jwtSecret ?? secrets.jwtSecret,
        encryptionKey: env.encryptionKey ?? secrets.encryptionKey,
      },
      isDev: options.isDev,
    })
    const echoAll = ['debug', 'trace'].includes(env.logLevel)
    await step(
      `Starting ${specs.map(({ name }) => name).join(', ')}`,
      async () => {
        for (const spec of specs) {
          running.programs.push(keepRunning(spec, { dataDir: env.dataDir, echoAll, changed: () => note() }))
        }
        await Promise.all(running.programs.map((program) => program.ready(shutdown.signal)))
      },
      'ready',
    )
    if (options.isDev) restartOnChange(running.programs.filter(({ spec }) => spec.name !== 'web'))
    const tokenFiles = await writeTokenFiles({ mockAppleUrl: mockAppleUrl(env), dataDir: env.dataDir })
    welcome({ env, isDev: options.isDev, tokenFiles, seconds: (performance.now() - startedAt) / 1000 })

    await Promise.race([shutdown.asked, ...(running.postgres ? [failWhenEnded(running.postgres)] : [])])
  } catch (error) {
    if (!shutdown.signal.aborted) {
      status = 1
      say(red(error instanceof StartRefused ? error.message : describe(error)))
    }
  }
  if (running.programs.length > 0 || running.postgres) {
    note({ isStopping: true })
    say('\nStopping …')
    await stopEverything(running)
    say('Everything has stopped.')
  }
  lock.release()
  return status
}

async function startPostgres(env: Env, signal: AbortSignal, running: { postgres?: EmbeddedPostgres }): Promise<string> {
  const postgres = await step(
    'Starting PostgreSQL',
    () => startEmbeddedPostgres({ dataDir: env.dataDir, signal }),
    'ready',
  )
  running.postgres = postgres
  return postgres.ensureDatabase('pomona')
}

async function failWhenEnded(postgres: EmbeddedPostgres): Promise<never> {
  await postgres.ended
  throw new StartRefused(`PostgreSQL has ended, and nothing works without it. Its log: ${postgres.logFile}`)
}

function wantedPorts(env: Env, isDev: boolean) {
  return [
    { port: env.port, variable: 'PORT', for: 'the console and the API' },
    { port: env.mockApplePort, variable: 'MOCK_APPLE_PORT', for: 'the mock Apple' },
    ...(isDev ? [{ port: env.devPort, variable: 'DEV_PORT', for: 'the development server' }] : []),
  ]
}

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
