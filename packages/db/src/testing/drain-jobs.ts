import type { Database } from '../client.ts'
import type { JobHandlers } from '../job-runner.ts'
import type { JobName } from '../jobs.ts'

/**
 * Runs the jobs that are due by `now`, one after another, until none is left: what workers do, without waiting. A job that fails is given
 * back and ends the rest. Answers when the next is due; absent when the queue holds none that has a handler.
 */
export async function drainJobs(
  database: Database,
  options: { handlers: Partial<JobHandlers>; now: () => Date },
): Promise<Date | undefined> {
  const names = Object.keys(options.handlers)
  for (;;) {
    const { rows: taken } = await database.pool.query<{ id: string; name: JobName; payload: unknown }>(
      `update graphile_worker._private_jobs job
       set locked_at = now(), locked_by = 'drain', attempts = attempts + 1
       from graphile_worker._private_tasks task
       where task.id = job.task_id and job.id = (
         select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where j.locked_at is null and t.identifier = any($1) and j.run_at <= greatest(now(), $2)
         order by j.priority, j.run_at, j.id limit 1)
       returning job.id, task.identifier as name, job.payload`,
      [names, options.now()],
    )
    const [job] = taken
    if (job === undefined) break
    try {
      await options.handlers[job.name]?.(job.payload as never)
    } catch (error) {
      await releaseJobs(database)
      throw error
    }
    await database.pool.query('delete from graphile_worker._private_jobs where id = $1', [job.id])
  }
  const { rows } = await database.pool.query<{ runAt: Date | null }>(
    `select min(j.run_at) as "runAt" from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = any($1)`,
    [names],
  )
  return rows[0]?.runAt ?? undefined
}

/** Gives back the jobs that whoever died had taken. */
export async function releaseJobs(database: Database): Promise<void> {
  await database.pool.query(
    'update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null',
  )
}
