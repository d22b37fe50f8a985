import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** The job of each run `r`, as part of a statement. Scheduled syncs let everything else go first. */
const syncJob = (priority: Prisma.Sql) => Prisma.sql`graphile_worker.add_job(
  'sync-token',
  payload => json_build_object('tokenId', r.token_id, 'runId', r.id),
  queue_name => 'token:' || r.token_id,
  job_key => 'sync:' || r.id,
  max_attempts => 25,
  priority => ${priority})`

/** A token with its place in time. */
export type ScheduledToken = { id: string; isDue: boolean; nextSyncAt: Date }

/**
 * Gives tokens the time of their next sync, and starts those that are due unless one is on its way: runs and jobs together, in one
 * statement. A token whose time somebody else has moved in the meantime is left to them.
 */
export async function startScheduledSyncs(db: Db, tokens: ScheduledToken[]): Promise<void> {
  if (tokens.length === 0) return
  await db.$executeRaw(Prisma.sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(tokens)}::json) as row (id uuid, "isDue" boolean, "nextSyncAt" timestamptz)),
    moved as (
      update tokens t set next_sync_at = given."nextSyncAt" from given
      where t.id = given.id and t.deleted_at is null and (t.next_sync_at is null or t.next_sync_at < given."nextSyncAt")
      returning t.id, given."isDue" as is_due),
    r as (
      insert into sync_runs (token_id, trigger) select id, 'schedule' from moved where is_due
      on conflict (token_id) where state in ('queued', 'running') do nothing
      returning id, token_id)
    select count(job.id) from r cross join lateral ${syncJob(Prisma.sql`10`)} job`)
}

/**
 * Gives a new job to runs that have lost theirs, for instance because every attempt met a database that was away. Without it the token would
 * wait for that run for ever.
 */
export async function revivePendingSyncs(db: Db): Promise<number> {
  const [revived] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    with r as (
      select id, token_id from sync_runs
      where state in ('queued', 'running') and requested_at < now() - interval '10 minutes'
        and not exists (
          select 1 from graphile_worker.jobs job
          where job.queue_name = 'token:' || token_id and job.task_identifier = 'sync-token' and job.attempts < job.max_attempts))
    select count(job.id)::int as count from r cross join lateral ${syncJob(Prisma.sql`0`)} job`)
  return revived?.count ?? 0
}
