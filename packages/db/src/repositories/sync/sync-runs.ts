import type { SyncPhase, SyncTrigger } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

/** Makes a run unless one of this token is queued or running (P9: one at a time); says which run that is. */
export async function insertSyncRun(
  db: Db,
  tokenId: string,
  trigger: SyncTrigger,
): Promise<{ id: string; isNew: boolean }> {
  const [created] = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    insert into sync_runs (token_id, trigger) values (${tokenId}::uuid, ${trigger}::sync_trigger)
    on conflict (token_id) where state in ('queued', 'running') do nothing
    returning id`)
  if (created) return { id: created.id, isNew: true }
  const active = await db.syncRun.findFirst({ where: { tokenId, state: { in: ['queued', 'running'] } } })
  // The active run may have ended between the two statements; then there is room for a new one.
  return active ? { id: active.id, isNew: false } : insertSyncRun(db, tokenId, trigger)
}

/** Marks the run as running from its first phase; false when it has ended already. */
export async function startSyncRun(db: Db, id: string, now: Date): Promise<boolean> {
  const { count } = await db.syncRun.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'running', phase: 'clientConfig', startedAt: now, progressDone: 0, progressTotal: null },
  })
  return count > 0
}

export async function reportSyncProgress(
  db: Db,
  id: string,
  progress: { phase: SyncPhase; done: number; total: number | null },
): Promise<void> {
  await db.syncRun.updateMany({
    where: { id, state: 'running' },
    data: { phase: progress.phase, progressDone: progress.done, progressTotal: progress.total },
  })
}

/** What a run took, however it ended. */
export type SyncEffort = { requestCount: number; walkRestarts: number }

const addEffort = ({ requestCount, walkRestarts }: SyncEffort) => ({
  requestCount: { increment: requestCount },
  walkRestarts: { increment: walkRestarts },
})

/** Ends a run well. What it changed was noted by the merge itself. */
export async function finishSyncRun(
  db: Db,
  id: string,
  end: SyncEffort & { metadataUpdated: number; now: Date },
): Promise<void> {
  await db.syncRun.updateMany({
    where: { id, state: 'running' },
    data: {
      ...addEffort(end),
      metadataUpdated: { increment: end.metadataUpdated },
      state: 'succeeded',
      phase: 'done',
      endedAt: end.now,
    },
  })
}

/** Whether a sync found anything of what is owned, held or known to be different. */
export async function hasSyncChanged(db: Db, id: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ changed: boolean }[]>(Prisma.sql`
    select r.assets_added + r.assets_vanished + r.counts_changed + r.associations_added + r.associations_removed
      + r.users_changed > 0 as changed
    from sync_runs r where r.id = ${id}::uuid`)
  return row?.changed === true
}

export async function failSyncRun(
  db: Db,
  id: string,
  end: SyncEffort & { code: string; message: string; now: Date },
): Promise<void> {
  await db.syncRun.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { ...addEffort(end), state: 'failed', errorCode: end.code, errorMessage: end.message, endedAt: end.now },
  })
}

/** Drops runs that ended before a time. */
export async function pruneSyncRuns(db: Db, before: Date): Promise<number> {
  const { count } = await db.syncRun.deleteMany({
    where: { state: { in: ['succeeded', 'failed'] }, requestedAt: { lt: before } },
  })
  return count
}
