import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'

/** How many jobs of each task wait or run, and how many have failed for good. */
export async function countJobs(db: Db): Promise<{ task: string; waiting: number; failed: number }[]> {
  return db.$queryRaw(Prisma.sql`
    select task_identifier as task,
      (count(*) filter (where attempts < max_attempts))::int as waiting,
      (count(*) filter (where attempts >= max_attempts))::int as failed
    from graphile_worker.jobs group by 1 order by 1`)
}
