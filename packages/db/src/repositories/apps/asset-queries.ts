import type { PricingParam, ProductType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, iconVersion, isOfLiveToken, isPromised, matches, whether } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

/** An asset as lists show it. */
export type AssetSummary = {
  id: string
  tokenId: string
  tokenName: string
  adamId: string
  pricingParam: PricingParam
  productType: ProductType
  name: string
  publisher: string | null
  bundleId: string | null
  iconVersion: string | null
  totalCount: number
  assignedCount: number
  availableCount: number
  retiredCount: number
  promisedCount: number
  waitingCount: number
  foreignCount: number
  assignmentCount: number
  deviceAssignable: boolean
  revocable: boolean
  supportedPlatforms: string[]
  vanishedAt: Date | null
  countsReadAt: Date
}

/** An asset with what the store says of it. */
export type AssetDetail = AssetSummary & {
  description: string | null
  genres: string[]
  deviceFamilies: string[]
  minimumOsVersion: string | null
  latestVersion: string | null
  sizeBytes: bigint | null
  priceFormatted: string | null
  releasedOn: string | null
  storeUrl: string | null
  isCustomApp: boolean
  storefront: string | null
  missingInStoreSince: Date | null
}

const keys: Record<string, SortKey> = {
  name: { expression: Prisma.sql`lower(a.name)`, type: 'text' },
  availableCount: { expression: Prisma.sql`a.available_count`, type: 'int' },
  assignedCount: { expression: Prisma.sql`a.assigned_count`, type: 'int' },
  totalCount: { expression: Prisma.sql`a.total_count`, type: 'int' },
}

const summaryColumns = Prisma.sql`
  a.id, a.token_id as "tokenId", t.display_name as "tokenName", a.adam_id as "adamId", a.pricing_param as "pricingParam",
  a.product_type as "productType", a.name, m.publisher, m.bundle_id as "bundleId", ${iconVersion('m')} as "iconVersion",
  a.total_count as "totalCount", a.assigned_count as "assignedCount", a.available_count as "availableCount",
  a.retired_count as "retiredCount", a.device_assignable as "deviceAssignable", a.revocable,
  a.supported_platforms as "supportedPlatforms", a.vanished_at as "vanishedAt", a.counts_read_at as "countsReadAt",
  (select count(*)::int from license_orders o where o.asset_id = a.id and ${isPromised('o')}) as "promisedCount",
  (select count(*)::int from license_orders o where o.asset_id = a.id and o.state = 'waiting') as "waitingCount",
  a.foreign_count as "foreignCount",
  (select count(*)::int from assignments s where s.asset_id = a.id) as "assignmentCount"`

const detailColumns = Prisma.sql`
  m.description, coalesce(m.genres, '{}') as genres, coalesce(m.device_families, '{}') as "deviceFamilies",
  m.minimum_os_version as "minimumOsVersion", m.latest_version as "latestVersion", m.size_bytes as "sizeBytes",
  m.price_formatted as "priceFormatted", m.released_on as "releasedOn", m.store_url as "storeUrl",
  coalesce(m.is_custom_app, false) as "isCustomApp", m.storefront, m.missing_in_store_since as "missingInStoreSince"`

const isShort = Prisma.sql`exists (select 1 from license_orders o where o.asset_id = a.id and o.state = 'waiting')`
const isAssigned = Prisma.sql`exists (select 1 from assignments s where s.asset_id = a.id)`
const isMissingInStore = Prisma.sql`a.vanished_at is null and exists (
  select 1 from asset_metadata n where n.asset_id = a.id and n.missing_in_store_since is not null)`

/** Apps or books of all tokens, once per token (P10). */
export async function listAssets(
  db: Db,
  request: ListRequest & {
    productType: ProductType
    tokenId?: string | undefined
    groupId?: string | undefined
    isShort?: boolean | undefined
    isAssigned?: boolean | undefined
    isMissingInStore?: boolean | undefined
  },
): Promise<ListPage<AssetSummary>> {
  const paging = keyset(request, keys, Prisma.sql`a.id`)
  const where = allOf(
    Prisma.sql`a.product_type = ${request.productType}::product_type`,
    isOfLiveToken('a.token_id'),
    request.tokenId === undefined ? undefined : Prisma.sql`a.token_id = ${request.tokenId}::uuid`,
    request.groupId === undefined
      ? undefined
      : Prisma.sql`exists (
          select 1 from assignments s where s.asset_id = a.id and s.group_id = ${request.groupId}::uuid)`,
    whether(request.isShort, isShort),
    whether(request.isAssigned, isAssigned),
    whether(request.isMissingInStore, Prisma.sql`(${isMissingInStore})`),
    matches(request.search, [Prisma.sql`a.name`], [Prisma.sql`a.adam_id`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(AssetSummary & { sortKey: string | number })[]>(Prisma.sql`
      with a as materialized (
        select a.* from assets a where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${summaryColumns}, ${paging.key} as "sortKey"
      from a join tokens t on t.id = a.token_id left join asset_metadata m on m.asset_id = a.id
      order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`assets a`, where)),
  ])
  return paging.page(rows, countIn(counts))
}

/** One asset with everything that is known of it. */
export async function findAssetDetail(db: Db, id: string): Promise<AssetDetail | undefined> {
  const [row] = await db.$queryRaw<AssetDetail[]>(Prisma.sql`
    select ${summaryColumns}, ${detailColumns}
    from assets a join tokens t on t.id = a.token_id left join asset_metadata m on m.asset_id = a.id
    where a.id = ${id}::uuid and t.deleted_at is null`)
  return row
}

/** An asset's picture, if there is one. */
export async function findAssetIcon(db: Db, id: string): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  const row = await db.assetMetadata.findFirst({
    where: { assetId: id, asset: { token: { deletedAt: null } } },
    select: { icon: true, iconType: true },
  })
  return row?.icon && row.iconType !== null ? { bytes: row.icon, type: row.iconType } : undefined
}

/** Apple's number of an app or a book, if there is such a one. */
export async function findAdamId(db: Db, id: string, productType: ProductType): Promise<string | undefined> {
  const where = { id, productType, token: { deletedAt: null } }
  return (await db.asset.findFirst({ where, select: { adamId: true } }))?.adamId
}

/** The copies of one title, one per token, those with most licenses first. */
export async function assetsOfTitle(
  db: Db,
  title: { adamId: string; pricingParam: PricingParam },
  limit: number,
): Promise<AssetSummary[]> {
  return db.$queryRaw<AssetSummary[]>(Prisma.sql`
    with a as materialized (
      select a.* from assets a
      where a.adam_id = ${title.adamId} and a.pricing_param = ${title.pricingParam}::pricing_param
        and a.vanished_at is null and ${isOfLiveToken('a.token_id')}
      order by a.total_count desc, a.id limit ${limit})
    select ${summaryColumns}
    from a join tokens t on t.id = a.token_id left join asset_metadata m on m.asset_id = a.id
    order by a.total_count desc, a.id`)
}
