import type { LicenseType, OrderState, RevocationState } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, isActive, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

export type RevocationSummary = {
  id: string
  tokenId: string
  assetId: string | null
  assetName: string | null
  state: RevocationState
  requestedBy: string
  requestedAt: Date
  endedAt: Date | null
  collectedAt: Date | null
  totalCount: number
  pendingCount: number
  failedCount: number
  irrevocableCount: number
}

/** How the license of a revocation's item stands. */
export type RevocationOutcome = 'pending' | 'returned' | 'failed'

export type RevocationItem = {
  id: string
  assetId: string
  assetName: string
  targetType: LicenseType
  target: string
  deviceName: string | null
  state: OrderState
  errorNumber: number | null
  reason: string | null
  settledAt: Date | null
}

const isFailed = Prisma.sql`o.state in ('failed', 'canceled')`
const outcomes: Record<RevocationOutcome, Prisma.Sql> = {
  pending: isActive('o'),
  returned: Prisma.sql`o.state = 'confirmed'`,
  failed: isFailed,
}

// What is open and what failed is counted from an index of each; the rest has been returned.
const columns = Prisma.sql`
  r.id, r.token_id as "tokenId", r.asset_id as "assetId", a.name as "assetName", r.state, r.requested_by as "requestedBy",
  r.requested_at as "requestedAt", r.ended_at as "endedAt", r.collected_at as "collectedAt",
  r.total_count as "totalCount", r.irrevocable_count as "irrevocableCount",
  (select count(*)::int from license_orders o where o.revocation_id = r.id and ${isActive('o')}) as "pendingCount",
  (select count(*)::int from license_orders o where o.revocation_id = r.id and ${isFailed}) as "failedCount"`

/** The revocations of a token. */
export async function listRevocations(
  db: Db,
  request: ListRequest & { tokenId: string },
): Promise<ListPage<RevocationSummary>> {
  const keys: Record<string, SortKey> = {
    requestedAt: { expression: Prisma.sql`r.requested_at`, type: 'timestamptz' },
  }
  const paging = keyset(request, keys, Prisma.sql`r.id`)
  const where = Prisma.sql`r.token_id = ${request.tokenId}::uuid`
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(RevocationSummary & { sortKey: Date })[]>(Prisma.sql`
      with r as materialized (
        select r.* from revocations r where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${columns}, ${paging.key} as "sortKey" from r left join assets a on a.id = r.asset_id
      order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`revocations r`, where)),
  ])
  return paging.page(rows, countIn(counts))
}

/** One revocation of a token. */
export async function findRevocation(
  db: Db,
  key: { tokenId: string; id: string },
): Promise<RevocationSummary | undefined> {
  const [row] = await db.$queryRaw<RevocationSummary[]>(Prisma.sql`
    select ${columns} from revocations r join tokens t on t.id = r.token_id left join assets a on a.id = r.asset_id
    where r.id = ${key.id}::uuid and r.token_id = ${key.tokenId}::uuid and t.deleted_at is null`)
  return row
}

/** The licenses of a revocation, in the order in which they were collected; search finds parts of target, device and app. */
export async function listRevocationItems(
  db: Db,
  request: ListRequest & { revocationId: string; outcome?: RevocationOutcome | undefined },
): Promise<ListPage<RevocationItem>> {
  const keys: Record<string, SortKey> = { createdAt: { expression: Prisma.sql`o.created_at`, type: 'timestamptz' } }
  const paging = keyset(request, keys, Prisma.sql`o.id`)
  const found = matches(request.search, [Prisma.sql`o.target`, Prisma.sql`o.target_name`, Prisma.sql`a.name`])
  const where = allOf(
    Prisma.sql`o.revocation_id = ${request.revocationId}::uuid`,
    request.outcome === undefined ? undefined : outcomes[request.outcome],
    found,
  )
  const from = Prisma.sql`license_orders o ${found ? Prisma.sql`join assets a on a.id = o.asset_id` : Prisma.empty}`
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(RevocationItem & { sortKey: Date })[]>(Prisma.sql`
      with o as materialized (
        select o.* from ${from} where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select o.id, o.asset_id as "assetId", a.name as "assetName", o.target_type as "targetType", o.target,
        d.name as "deviceName", o.state, o.error_number as "errorNumber", o.reason, o.settled_at as "settledAt",
        ${paging.key} as "sortKey"
      from o join assets a on a.id = o.asset_id left join devices d on d.id = o.device_id
      order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(from, where)),
  ])
  return paging.page(rows, countIn(counts))
}
