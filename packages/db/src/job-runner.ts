import { Logger, run, type Runner } from 'graphile-worker'
import type { Database } from './client.ts'
import type { JobName, JobPayloads } from './jobs.ts'
import { joinWorkers, releaseDeadWorkers, type WorkerPresence } from './repositories/programs/worker-processes.ts'

export type JobHandlers = { [N in JobName]: (payload: JobPayloads[N]) => Promise<void> }

export type JobRunner = {
  /** Resolves when the runner can no longer prove itself alive: the program must end, others take its jobs over. */
  lost: Promise<void>
  /** Lets running jobs finish for a moment, then gives the rest back to the queue. */
  stop(): Promise<void>
}

const lookForDeadEveryMs = 2_000

export type JobRunnerOptions = {
  /** Jobs without a handler are left to other workers. */
  handlers: Partial<JobHandlers>
  concurrency: number
  onEvent: (level: 'info' | 'warn' | 'error', fields: object, message: string) => void
}

/**
 * Runs jobs from the queue, several at a time. Its liveness is a lock that dies with its connection; it looks after the locks of the
 * others, so that the jobs of a worker that was killed go on within seconds.
 */
export async function runJobs(database: Database, options: JobRunnerOptions): Promise<JobRunner> {
  const presence = await joinWorkers(database)
  const runner = await startRunner(database, presence, options)
  const reaper = setInterval(() => {
    releaseDeadWorkers(database).then(
      (count) => count > 0 && options.onEvent('warn', { count }, 'took over the jobs of workers that died'),
      (error: unknown) => options.onEvent('warn', { err: error }, 'could not look for dead workers'),
    )
  }, lookForDeadEveryMs)

  return {
    lost: presence.lost,
    async stop() {
      clearInterval(reaper)
      await runner.stop()
      await presence.leave()
    },
  }
}

async function startRunner(database: Database, presence: WorkerPresence, options: JobRunnerOptions): Promise<Runner> {
  const tasks = Object.entries(options.handlers).map(
    ([name, handler]) => [name, (payload: unknown) => handler(payload as never)] as const,
  )
  // The name under which jobs are locked must be known to the others before the first job is taken.
  const announcement: GraphileConfig.Plugin = {
    name: 'announce-pool',
    version: '1.0.0',
    worker: { hooks: { startWorker: (_context, { worker }) => presence.announce(worker.workerPool.id) } },
  }
  const runner = await run({
    pgPool: database.pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    gracefulShutdownAbortTimeout: 2_000,
    parsedCronItems: [],
    logger: new Logger(() => () => undefined),
    taskList: Object.fromEntries(tasks),
    preset: { plugins: [announcement] },
  })
  runner.events.on('job:error', ({ job, error }) => {
    const { id: jobId, task_identifier: name, attempts: attempt } = job
    options.onEvent('warn', { job: name, jobId, attempt, err: error }, 'job failed')
  })
  return runner
}
