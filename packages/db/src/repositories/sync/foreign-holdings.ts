import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

/** A license held by a VPP user that another system made (P11). */
export type ForeignHoldingRow = { clientUserId: string; assetId: string; assetName: string; since: Date }

const keys: Record<string, SortKey> = { clientUserId: { expression: Prisma.sql`h.target`, type: 'text' } }

/**
 * What another system's users hold of a token, by user. Each asset's users lie in order in an index, so a page reads a page of each asset that
 * has any, however many associations there are.
 */
export async function listForeignHoldings(
  db: Db,
  request: ListRequest & { tokenId: string; appId?: string | undefined },
): Promise<ListPage<ForeignHoldingRow>> {
  const paging = keyset(request, keys, Prisma.sql`h.asset_id`)
  const ofAssets = allOf(
    Prisma.sql`a.token_id = ${request.tokenId}::uuid and a.foreign_count > 0`,
    request.appId === undefined ? undefined : Prisma.sql`a.id = ${request.appId}::uuid`,
  )
  const isSearched = matches(request.search, [Prisma.sql`h.target`])
  const isForeign = allOf(
    Prisma.sql`h.asset_id = a.id and h.target_type = 'user' and not exists (
      select 1 from vpp_users v where v.token_id = a.token_id and v.client_user_id = h.target)`,
    isSearched,
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(ForeignHoldingRow & { sortKey: string })[]>(Prisma.sql`
      select h.target as "clientUserId", a.id as "assetId", a.name as "assetName", h.first_seen_at as since,
        ${paging.key} as "sortKey"
      from assets a cross join lateral (
        select h.* from associations h where ${isForeign} and ${paging.from} and ${paging.after}
        order by ${paging.orderBy} limit ${paging.limit}) h
      where ${ofAssets} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(
      isSearched === undefined
        ? Prisma.sql`select coalesce(sum(a.foreign_count), 0)::int as count from assets a where ${ofAssets}`
        : Prisma.sql`select count(*)::int as count from assets a join associations h on ${isForeign} where ${ofAssets}`,
    ),
  ])
  return paging.page(
    rows.map((row) => ({ ...row, id: row.assetId })),
    countIn(counts),
  )
}
