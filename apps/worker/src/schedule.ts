import { enqueue, type Database, type JobName } from '@pomona/db'
import { schedule, type ScheduledTask } from 'node-cron'

type Line = { cron: string; job: Extract<JobName, 'keep-time' | 'watch-shortages' | 'tidy-up'> }

/**
 * The clock. Each line only queues a job, under a key made of the job and the moment, so that several workers make one job. Nothing is lost
 * when a moment passes while no worker runs: the jobs look at what is due, not at what time it is.
 */
export function startSchedule(
  database: Database,
  lines: Line[],
  onFailure: (job: JobName, error: unknown) => void,
): { stop(): void } {
  const tasks: ScheduledTask[] = lines.map(({ cron, job }) =>
    schedule(cron, async ({ date }) => {
      const slot = date.toISOString()
      try {
        await enqueue(database.prisma, job, { slot }, { key: `${job}:${slot}`, attemptsMax: 1 })
      } catch (error) {
        onFailure(job, error)
      }
    }),
  )
  return {
    stop() {
      for (const task of tasks) void task.destroy()
    },
  }
}
