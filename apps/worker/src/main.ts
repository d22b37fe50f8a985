import { setFlagsFromString } from 'node:v8'
import { runJobs, type JobRunnerOptions } from '@pomona/db'
import { buildDeps } from '@pomona/engine'
import { pino } from 'pino'
import { readEnv } from './env.ts'
import { createJobHandlers } from './job-handlers.ts'
import { startSchedule } from './schedule.ts'

// A big sync leaves much behind that was needed for a moment. It is collected before the heap is twice what lives, not four times.
setFlagsFromString('--heap-growing-percent=50')

/** Each runner listens on one connection, each job uses up to two, and a few serve the clock and the reapers. */
const poolSize = (concurrency: number) => concurrency * 3 + 8

/** Places that are kept free for what Apple tells by itself: it is seen at once, however many long syncs are running. */
const placesForNotifications = 2

const read = readEnv()
if (!read.ok) {
  console.error(
    ['Pomona’s worker cannot start. Set these variables:', ...read.faults.map((fault) => `  ${fault}`)].join('\n'),
  )
  process.exit(1)
}
const { env } = read
const log = pino({ name: 'worker', level: env.logLevel })
const deps = buildDeps({
  databaseUrl: env.databaseUrl,
  poolSize: poolSize(env.concurrency + placesForNotifications),
  encryptionKey: env.encryptionKey,
  appleVppUrl: env.appleVppUrl,
  appleRequestsPerSecond: env.appleRequestsPerSecond,
  publicUrl: env.publicUrl,
  allowHttpNotifications: env.allowHttpNotifications,
  reclaimsFromLeavers: env.reclaimsFromLeavers,
  tokensMax: Number.MAX_SAFE_INTEGER,
  log,
})
const {
  'apply-notifications': applyNotifications,
  'recheck-told': recheckTold,
  ...otherJobs
} = createJobHandlers(deps, { syncCron: env.syncCron })
const onEvent: JobRunnerOptions['onEvent'] = (level, fields, message) => log[level](fields, message)
const runners = [
  await runJobs(deps.database, { handlers: otherJobs, concurrency: env.concurrency, onEvent }),
  await runJobs(deps.database, {
    handlers: { 'apply-notifications': applyNotifications, 'recheck-told': recheckTold },
    concurrency: placesForNotifications,
    onEvent,
  }),
]
const clock = startSchedule(
  deps.database,
  [
    { cron: '* * * * *', job: 'keep-time' },
    { cron: env.shortageCron, job: 'watch-shortages' },
    { cron: '17 * * * *', job: 'tidy-up' },
  ],
  (job, error) => log.error({ job, err: error }, 'a scheduled job could not be queued'),
)
log.info({ concurrency: env.concurrency }, 'worker ready')
process.send?.('ready')

/** Running jobs get a moment to finish; what is cut off is done again by the next worker. */
const patienceMs = 4_000
let isStopping = false
async function stop(exitCode: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(exitCode), patienceMs).unref()
  clock.stop()
  await Promise.all(runners.map((runner) => runner.stop()))
  await deps.close()
  process.exit(exitCode)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
// Started by another program of ours: when that one dies, so does this.
process.on('disconnect', () => void stop(0))
void Promise.race(runners.map((runner) => runner.lost)).then(() => {
  if (isStopping) return
  log.fatal('the connection that proves this worker alive was lost; the others take over')
  process.exit(1)
})
