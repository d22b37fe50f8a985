import type { SyncTrigger } from '@pomona/domain'
import { Prisma } from './generated/prisma/client.ts'
import type { Db } from './client.ts'

/** Every job the worker knows, with its payload. Payloads hold ids alone: a job reads what is true when it runs. */
export type JobPayloads = {
  /** Reads a token's location from Apple (P9). Queue of the token. */
  'sync-token': { tokenId: string; runId: string }
  /** Fetches the icons that a token's assets lack. */
  'fetch-icons': { tokenId: string }
  /** Works out who is due a title, for those who are marked, and makes or cancels orders. Queue of the title. */
  'reconcile-title': { adamId: string }
  /** Counts what differs between Apple, our orders and the assignments (P25): of one title, or of all that a token owns. */
  'compare-assets': { adamId: string } | { tokenId: string }
  /** Moves a token's orders forward: settle, allocate, send. Queue of the token. */
  'process-orders': { tokenId: string }
  /** Moves a token's VPP users forward: settle, create, update, retire (P26, P29). Queue of the token. */
  'process-users': { tokenId: string }
  /** Makes what Apple told of a token's location true here (P13). A queue of its own: a long sync does not hold it up. */
  'apply-notifications': { tokenId: string }
  /** Reads at Apple what notifications left in doubt, and the counts that they changed. */
  'recheck-told': { tokenId: string }
  /** Takes away what is left of a deleted token (P7). Queue of the token, so that what runs on it ends first. */
  'clear-token': { tokenId: string }
  /** Orders every license of a revocation back (P24). */
  'collect-revocation': { revocationId: string }
  /** Cancels what a revocation that was stopped had ordered, and works out again who is due what. */
  'resume-token': { tokenId: string }
  /** Syncs a token after the sync that was running when something changed. Queue of the token. */
  'resync-token': { tokenId: string; trigger: SyncTrigger }
  /** What the clock brings: scheduled syncs that are due, tokens that grow old (P5, P9). `slot` is the minute, ISO 8601. */
  'keep-time': { slot: string }
  /** Drops what is kept for a while only (P38). */
  'tidy-up': { slot: string }
  /** Looks at tokens that somebody waits on, whether licenses have come (P22). */
  'watch-shortages': { slot: string }
}
export type JobName = keyof JobPayloads

export type JobOptions = {
  queue?: string
  key?: string
  runAt?: Date
  attemptsMax?: number
  /** Asking again leaves the time of a job that has not started as it was, instead of putting it off. */
  keepsTime?: boolean
  /** Goes before what else is waiting. */
  isUrgent?: boolean
  /** Lets everything else go first: nobody waits for it. */
  isPatient?: boolean
}

/**
 * Adds a job inside the transaction of `db`: it commits or vanishes with the rows. With a `key` a job that has not started yet is
 * replaced instead of doubled. Jobs of one `queue` run one after another across all workers.
 */
export async function enqueue<N extends JobName>(
  db: Db,
  name: N,
  payload: JobPayloads[N],
  options: JobOptions = {},
): Promise<void> {
  await db.$queryRaw(Prisma.sql`select id from ${jobCall(name, payload, options)}`)
}

/** The lower, the sooner. */
const priorityOf = ({ isUrgent, isPatient }: JobOptions): Prisma.Sql =>
  Prisma.raw(isUrgent === true ? '-10' : isPatient === true ? '10' : '0')

/** The same as part of a statement that does more. */
export const jobCall = <N extends JobName>(name: N, payload: JobPayloads[N], options: JobOptions = {}): Prisma.Sql =>
  Prisma.sql`graphile_worker.add_job(
    ${name},
    payload => ${JSON.stringify(payload)}::json,
    queue_name => ${options.queue ?? null},
    run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${options.attemptsMax ?? 25},
    job_key => ${options.key ?? null},
    priority => ${priorityOf(options)},
    job_key_mode => ${options.keepsTime === true ? 'preserve_run_at' : 'replace'})`

/** The queue that keeps a token's calls to Apple in order (house rule: one queue per token). */
export const tokenQueue = (tokenId: string): string => `token:${tokenId}`
