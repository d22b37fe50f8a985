import type { SyncPhase, SyncRunState, SyncTrigger } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import { countIn, countOf } from '../conditions.ts'
import type { SyncChange } from './sync-merge.ts'

export type SyncRunRow = {
  id: string
  tokenId: string
  trigger: SyncTrigger
  state: SyncRunState
  phase: SyncPhase
  progressDone: number
  progressTotal: number | null
  assetsSeen: number
  associationsSeen: number
  assetsAdded: number
  assetsVanished: number
  countsChanged: number
  associationsAdded: number
  associationsRemoved: number
  usersChanged: number
  metadataUpdated: number
  walkRestarts: number
  requestCount: number
  errorCode: string | null
  errorMessage: string | null
  requestedAt: Date
  startedAt: Date | null
  endedAt: Date | null
}

const keys: Record<string, SortKey> = {
  requestedAt: { expression: Prisma.sql`r.requested_at`, type: 'timestamptz' },
}

/** The syncs of one token. */
export async function listSyncRuns(db: Db, request: ListRequest & { tokenId: string }): Promise<ListPage<SyncRunRow>> {
  const paging = keyset(request, keys, Prisma.sql`r.id`)
  const where = Prisma.sql`r.token_id = ${request.tokenId}::uuid`
  const page = await db.$queryRaw<{ id: string; sortKey: Date }[]>(Prisma.sql`
    select r.id, ${paging.key} as "sortKey" from sync_runs r
    where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`)
  const [runs, counts] = await Promise.all([
    db.syncRun.findMany({ where: { id: { in: page.map(({ id }) => id) } }, omit: { changes: true } }),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`sync_runs r`, where)),
  ])
  const runById = new Map(runs.map((run) => [run.id, run]))
  const rows = page.flatMap((row) => {
    const run = runById.get(row.id)
    return run ? [{ ...run, sortKey: row.sortKey }] : []
  })
  return paging.page(rows, countIn(counts))
}

/** One sync. */
export async function findSyncRun(db: Db, id: string): Promise<SyncRunRow | undefined> {
  return (await db.syncRun.findUnique({ where: { id }, omit: { changes: true } })) ?? undefined
}

/** One change that a sync found, with the asset as it is called now. */
export type SyncChangeRow = Omit<SyncChange, 'assetId'> & { appId: string | null }

/** One sync of a token with what it found to be different. */
export async function findSyncRunWithChanges(
  db: Db,
  key: { tokenId: string; runId: string },
): Promise<(SyncRunRow & { changes: SyncChangeRow[] }) | undefined> {
  const run = await db.syncRun.findFirst({
    where: { id: key.runId, tokenId: key.tokenId, token: { deletedAt: null } },
    omit: { changes: true },
  })
  if (run === null) return undefined
  const changes = await db.$queryRaw<SyncChangeRow[]>(Prisma.sql`
    select a.id as "appId", coalesce(a.name, change."name") as name, change.kind, change.before, change.after
    from sync_runs r
    cross join lateral jsonb_array_elements(r.changes) with ordinality as each (item, place)
    cross join lateral jsonb_to_record(each.item)
      as change ("assetId" uuid, name text, kind text, before jsonb, after jsonb)
    left join assets a on a.id = change."assetId"
    where r.id = ${key.runId}::uuid order by each.place`)
  return { ...run, changes }
}

/** The sync of each token that waits or runs, by the token's id. */
export async function findActiveSyncRuns(db: Db, tokenIds: string[]): Promise<Map<string, SyncRunRow>> {
  const runs = await db.syncRun.findMany({
    where: { tokenId: { in: tokenIds }, state: { in: ['queued', 'running'] } },
    omit: { changes: true },
  })
  return new Map(runs.map((run) => [run.tokenId, run]))
}
