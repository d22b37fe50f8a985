import type { AccountType, NotificationState, TokenState } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import { findActiveSyncRuns, type SyncRunRow } from '../sync/sync-run-queries.ts'

/** A token as the console shows it: everything but the credential. */
export type TokenSummary = {
  id: string
  uId: string
  displayName: string
  organizationName: string
  locationName: string
  appleId: string
  countryOrRegion: string
  accountType: AccountType
  automaticAppUpdates: boolean
  state: TokenState
  stateReason: string | null
  expiresAt: Date
  nextSyncAt: Date | null
  lastSyncedAt: Date | null
  activeSync: SyncRunRow | undefined
  /** Whoever claims the location by Apple's latest answer; all three are absent when nobody does. */
  claimedByName: string | null
  claimedByMetadata: string | null
  isClaimedByUs: boolean
  notificationState: NotificationState
  notificationReason: string | null
  lastNotificationAt: Date | null
  /** What Apple has told of and is not applied yet, and since when the oldest of it waits. */
  unappliedCount: number
  unappliedSince: Date | null
  pausedAt: Date | null
  userCount: number
  foreignUserCount: number
  foreignAssociationCount: number
  missingInStoreCount: number
  appCount: number
  bookCount: number
  associationCount: number
  waitingCount: number
  createdAt: Date
}

const keys: Record<string, SortKey> = {
  displayName: { expression: Prisma.sql`lower(t.display_name)`, type: 'text' },
  expiresAt: { expression: Prisma.sql`t.expires_at`, type: 'timestamptz' },
}

const columns = Prisma.sql`
  t.id, t.u_id as "uId", t.display_name as "displayName", t.organization_name as "organizationName",
  t.location_name as "locationName", t.apple_id as "appleId", t.country_or_region as "countryOrRegion",
  t.account_type as "accountType", t.automatic_app_updates as "automaticAppUpdates", t.state,
  t.state_reason as "stateReason", t.expires_at as "expiresAt", t.next_sync_at as "nextSyncAt",
  t.last_synced_at as "lastSyncedAt", t.created_at as "createdAt", t.claimed_by_name as "claimedByName",
  t.claimed_by_metadata as "claimedByMetadata",
  coalesce(t.claimed_by_id = (select mdm_id from installation), false) as "isClaimedByUs",
  t.notification_state as "notificationState", t.notification_reason as "notificationReason",
  t.last_notification_at as "lastNotificationAt", t.paused_at as "pausedAt",
  t.foreign_user_count as "foreignUserCount", t.foreign_association_count as "foreignAssociationCount",
  owned."appCount", owned."bookCount", owned."associationCount",
  (select count(*)::int from vpp_users u
    where u.token_id = t.id and u.person_id is not null and u.status in ('Registered', 'Associated')) as "userCount",
  (select count(distinct o.target)::int from license_orders o
    where o.token_id = t.id and o.state = 'waiting') as "waitingCount"`

// Associations are counted by Apple's own count per asset, which is what a location with a million of them can afford.
const owned = Prisma.sql`
  cross join lateral (
    select (count(*) filter (where a.product_type = 'App'))::int as "appCount",
      (count(*) filter (where a.product_type = 'Book'))::int as "bookCount",
      coalesce(sum(a.assigned_count), 0)::int as "associationCount"
    from assets a where a.token_id = t.id) owned`

type Row = Omit<TokenSummary, 'activeSync' | 'missingInStoreCount' | 'unappliedCount' | 'unappliedSince'>

/** Content tokens, without their credentials. */
export async function listTokens(
  db: Db,
  request: ListRequest & { state?: TokenState | undefined },
): Promise<ListPage<TokenSummary>> {
  const paging = keyset(request, keys, Prisma.sql`t.id`)
  const where = allOf(
    Prisma.sql`t.deleted_at is null`,
    request.state === undefined ? undefined : Prisma.sql`t.state = ${request.state}::token_state`,
    matches(request.search, [Prisma.sql`t.display_name`, Prisma.sql`t.location_name`, Prisma.sql`t.apple_id`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(Row & { sortKey: string | Date })[]>(Prisma.sql`
      with t as materialized (
        select t.* from tokens t where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${columns}, ${paging.key} as "sortKey" from t ${owned} order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`tokens t`, where)),
  ])
  return paging.page(await complete(db, rows), countIn(counts))
}

async function complete<T extends Row>(db: Db, rows: T[]): Promise<(T & TokenSummary)[]> {
  const ids = rows.map(({ id }) => id)
  const [syncs, missing, unapplied] = await Promise.all([
    findActiveSyncRuns(db, ids),
    countMissingInStore(db, ids),
    countUnapplied(db, ids),
  ])
  return rows.map((token) => ({
    ...token,
    activeSync: syncs.get(token.id),
    missingInStoreCount: missing.get(token.id) ?? 0,
    unappliedCount: unapplied.get(token.id)?.count ?? 0,
    unappliedSince: unapplied.get(token.id)?.since ?? null,
  }))
}

async function countUnapplied(db: Db, tokenIds: string[]): Promise<Map<string, { count: number; since: Date }>> {
  const rows = await db.$queryRaw<{ tokenId: string; count: number; since: Date }[]>(Prisma.sql`
    select token_id as "tokenId", count(*)::int as count, min(received_at) as since from apple_notifications
    where token_id = any(${tokenIds}::uuid[]) and applied_at is null group by token_id`)
  return new Map(rows.map(({ tokenId, ...unapplied }) => [tokenId, unapplied]))
}

/** Few assets are missing in their store, and an index knows them: no token's assets need to be looked at. */
async function countMissingInStore(db: Db, tokenIds: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ tokenId: string; count: number }[]>(Prisma.sql`
    with missing as materialized (select asset_id from asset_metadata where missing_in_store_since is not null)
    select a.token_id as "tokenId", count(*)::int as count from missing join assets a on a.id = missing.asset_id
    where a.token_id = any(${tokenIds}::uuid[]) and a.vanished_at is null group by a.token_id`)
  return new Map(rows.map(({ tokenId, count }) => [tokenId, count]))
}

/** One token, without its credential. */
export async function findTokenSummary(db: Db, id: string): Promise<TokenSummary | undefined> {
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select ${columns} from tokens t ${owned} where t.id = ${id}::uuid and t.deleted_at is null`)
  return row && (await complete(db, [row]))[0]
}
