import type { DriftKind, ProductType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { allOf, countIn, countOf, isOfLiveToken, matches } from '../conditions.ts'
import { disagreeingCounts, driftingTargets, type Comparison, type TargetDriftKind } from './drift-relations.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

/** Differences of one kind at one asset, as of the last comparison. */
export type DriftRow = {
  assetId: string
  assetName: string
  productType: ProductType
  tokenId: string
  tokenName: string
  kind: DriftKind
  count: number
  foundAt: Date
  checkedAt: Date
}

const targetKinds = [
  'heldWithoutAssignment',
  'unknownDevice',
  'twoLicenses',
  'failedOrder',
] as const satisfies TargetDriftKind[]

/** Counts what differs in the compared assets; what no longer does is forgotten. Answers how many findings there are. */
export async function noteDrift(db: Db, comparison: Comparison, now: Date): Promise<number> {
  const counted = [
    ...targetKinds.map(
      (kind) => Prisma.sql`
        select asset_id, ${kind}::drift_kind as kind, count(*)::int as count
        from (${driftingTargets(kind, comparison)}) drifting group by asset_id`,
    ),
    Prisma.sql`select asset_id, 'countsDisagree', count from (${disagreeingCounts}) disagreeing`,
  ]
  // Who is due what of an assigned title is unknown without its working-out: what was found of it before stays.
  const isCompared = comparison.isWorkedOut
    ? Prisma.sql`true`
    : Prisma.sql`(not c.is_assigned or f.kind in ('unknownDevice', 'countsDisagree'))`
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    with found as (
      insert into drift_findings as f (asset_id, kind, count, found_at, checked_at)
      select asset_id, kind, count, ${now}, ${now} from (${Prisma.join(counted, ' union all ')}) counted
      on conflict (asset_id, kind) do update set count = excluded.count, checked_at = excluded.checked_at
      returning asset_id, kind),
    gone as (
      delete from drift_findings f using compared_assets c
      where f.asset_id = c.asset_id and ${isCompared} and (f.asset_id, f.kind) not in (select asset_id, kind from found))
    select count(*)::int as count from found`)
  return row?.count ?? 0
}

const keys: Record<string, SortKey> = {
  count: { expression: Prisma.sql`f.count`, type: 'int' },
  appName: { expression: Prisma.sql`lower(a.name) || chr(1) || f.kind`, type: 'text' },
}
/** One asset can differ in several ways. */
const idOf = Prisma.sql`md5(f.asset_id::text || f.kind)::uuid`
const from = Prisma.sql`drift_findings f join assets a on a.id = f.asset_id`
const columns = Prisma.sql`
  f.asset_id as "assetId", a.name as "assetName", a.product_type as "productType", a.token_id as "tokenId",
  t.display_name as "tokenName", f.kind, f.count, f.found_at as "foundAt", f.checked_at as "checkedAt"`

/** Where Apple, our orders and the assignments differ; search finds parts of the app's name. */
export async function listDriftFindings(
  db: Db,
  request: ListRequest & { kind?: DriftKind | undefined; tokenId?: string | undefined; assetId?: string | undefined },
): Promise<ListPage<DriftRow>> {
  const paging = keyset(request, keys, idOf)
  const where = allOf(
    isOfLiveToken('a.token_id'),
    request.kind === undefined ? undefined : Prisma.sql`f.kind = ${request.kind}::drift_kind`,
    request.tokenId === undefined ? undefined : Prisma.sql`a.token_id = ${request.tokenId}::uuid`,
    request.assetId === undefined ? undefined : Prisma.sql`f.asset_id = ${request.assetId}::uuid`,
    matches(request.search, [Prisma.sql`a.name`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(DriftRow & { id: string; sortKey: string | number })[]>(Prisma.sql`
      select ${columns}, ${idOf} as id, ${paging.key} as "sortKey"
      from ${from} join tokens t on t.id = a.token_id
      where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(countOf(from, where)),
  ])
  return paging.page(rows, countIn(counts))
}

/** How many licenses of a title are given out, by Apple's count. */
export async function countHolders(db: Db, adamId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select coalesce(sum(assigned_count), 0)::float8 as count from assets where adam_id = ${adamId}`)
  return row?.count ?? 0
}

/** Of which asset a difference is asked. */
export type DriftAsset = { id: string; name: string; productType: ProductType; tokenId: string; adamId: string }

/** Absent when there is no such app or book. */
export async function findDriftAsset(db: Db, id: string): Promise<DriftAsset | undefined> {
  const [asset] = await db.$queryRaw<DriftAsset[]>(Prisma.sql`
    select id, name, product_type as "productType", token_id as "tokenId", adam_id as "adamId"
    from assets where id = ${id}::uuid and ${isOfLiveToken('token_id')}`)
  return asset
}

/**
 * Titles of a token that Apple has done something about: where there were differences, since they were last compared; and where an order has
 * failed, since then.
 */
export async function listTitlesToCompare(db: Db, tokenId: string, since: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ adamId: string }[]>(Prisma.sql`
    with found as materialized (
      select f.asset_id, min(f.checked_at) as checked_at
      from drift_findings f join assets a on a.id = f.asset_id where a.token_id = ${tokenId}::uuid group by 1),
    settled as materialized (
      select b.id, b.settled_at from apple_batches b
      where b.token_id = ${tokenId}::uuid
        and b.settled_at >= least(${since}::timestamptz, (select min(checked_at) from found)))
    select distinct a.adam_id as "adamId"
    from settled join license_orders o on o.batch_id = settled.id join assets a on a.id = o.asset_id
    left join found on found.asset_id = o.asset_id
    where settled.settled_at >= found.checked_at or (o.state = 'failed' and settled.settled_at >= ${since}::timestamptz)`)
  return rows.map(({ adamId }) => adamId)
}
