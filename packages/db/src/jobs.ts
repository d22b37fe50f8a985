import { Prisma } from './generated/prisma/client.ts'
import type { Db } from './client.ts'

/** Every job the worker knows, with its payload. Payloads hold ids alone: a job reads what is true when it runs. */
export type JobPayloads = {
  /** Reads a token's location from Apple (P9). Queue of the token. */
  'sync-token': { tokenId: string; runId: string }
  /** Works out who is due what for one asset, and makes or cancels orders. */
  'reconcile-asset': { assetId: string }
  /** Moves a token's orders forward: settle, allocate, send. Queue of the token. */
  'process-orders': { tokenId: string }
  /** What the clock brings: scheduled syncs that are due, tokens that grow old (P5, P9). `slot` is the minute, ISO 8601. */
  'keep-time': { slot: string }
  /** Drops what is kept for a while only (P38). */
  'tidy-up': { slot: string }
  /** Looks at tokens that somebody waits on, whether licenses have come (P22). */
  'watch-shortages': { slot: string }
}
export type JobName = keyof JobPayloads

/**
 * Adds a job inside the transaction of `db`: it commits or vanishes with the rows. With a `key` a job that has not started yet is
 * replaced instead of doubled. Jobs of one `queue` run one after another across all workers.
 */
export async function enqueue<N extends JobName>(
  db: Db,
  name: N,
  payload: JobPayloads[N],
  options: { queue?: string; key?: string; runAt?: Date; attemptsMax?: number } = {},
): Promise<void> {
  await db.$queryRaw(Prisma.sql`
    select id from graphile_worker.add_job(
      ${name},
      payload => ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null},
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.attemptsMax ?? 25},
      job_key => ${options.key ?? null})`)
}

/** The queue that keeps a token's calls to Apple in order (house rule: one queue per token). */
export const tokenQueue = (tokenId: string): string => `token:${tokenId}`
