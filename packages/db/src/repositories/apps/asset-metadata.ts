import type { ProductType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type MetadataDue = { assetId: string; adamId: string }

export type NewMetadata = {
  assetId: string
  name: string
  bundleId: string | undefined
  publisher: string | undefined
  description: string | undefined
  genres: string[]
  deviceFamilies: string[]
  minimumOsVersion: string | undefined
  latestVersion: string | undefined
  externalVersionId: bigint | undefined
  sizeBytes: bigint | undefined
  priceFormatted: string | undefined
  releasedOn: string | undefined
  storeUrl: string | undefined
  isCustomApp: boolean
  iconUrl: string | undefined
}

/** Assets whose texts are missing, older than `staleBefore`, or from another country's store. */
export async function listMetadataDue(
  db: Db,
  options: { tokenId: string; storefront: string; staleBefore: Date },
): Promise<MetadataDue[]> {
  return db.$queryRaw<MetadataDue[]>(Prisma.sql`
    select a.id as "assetId", a.adam_id as "adamId"
    from assets a left join asset_metadata m on m.asset_id = a.id
    where a.token_id = ${options.tokenId}::uuid and a.vanished_at is null
      and (m.asset_id is null or m.checked_at < ${options.staleBefore}
        or (m.storefront <> ${options.storefront} and m.missing_in_store_since is null))
    order by a.id`)
}

/** Stores what a country's store says of assets, names included. */
export async function saveMetadata(
  db: Db,
  options: { storefront: string; now: Date; metadata: NewMetadata[] },
): Promise<void> {
  const rows = options.metadata.map((row) => ({
    ...row,
    externalVersionId: row.externalVersionId?.toString(),
    sizeBytes: row.sizeBytes?.toString(),
  }))
  await db.$executeRaw(Prisma.sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as row (
        "assetId" uuid, name text, "bundleId" text, publisher text, description text, genres json, "deviceFamilies" json,
        "minimumOsVersion" text, "latestVersion" text, "externalVersionId" bigint, "sizeBytes" bigint, "priceFormatted" text,
        "releasedOn" text, "storeUrl" text, "isCustomApp" boolean, "iconUrl" text)
    ), named as (
      update assets a set name = given.name from given where a.id = given."assetId"
    )
    insert into asset_metadata as m (asset_id, storefront, bundle_id, publisher, description, genres, device_families,
      minimum_os_version, latest_version, external_version_id, size_bytes, price_formatted, released_on, store_url,
      is_custom_app, icon_url, checked_at)
    select "assetId", ${options.storefront}, "bundleId", publisher, description,
      array(select json_array_elements_text(genres)), array(select json_array_elements_text("deviceFamilies")),
      "minimumOsVersion", "latestVersion", "externalVersionId", "sizeBytes", "priceFormatted", "releasedOn", "storeUrl",
      "isCustomApp", "iconUrl", ${options.now}
    from given
    on conflict (asset_id) do update set
      storefront = excluded.storefront, bundle_id = excluded.bundle_id, publisher = excluded.publisher,
      description = excluded.description, genres = excluded.genres, device_families = excluded.device_families,
      minimum_os_version = excluded.minimum_os_version, latest_version = excluded.latest_version,
      external_version_id = excluded.external_version_id, size_bytes = excluded.size_bytes,
      price_formatted = excluded.price_formatted, released_on = excluded.released_on, store_url = excluded.store_url,
      is_custom_app = excluded.is_custom_app, icon_url = excluded.icon_url, checked_at = excluded.checked_at,
      missing_in_store_since = null,
      icon = case when m.icon_url = excluded.icon_url then m.icon end`)
}

/** Marks assets that the country's store does not know; what an earlier store said of them stays (P6). */
export async function markMissingInStore(
  db: Db,
  options: { storefront: string; now: Date; assetIds: string[] },
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into asset_metadata as m (asset_id, storefront, checked_at, missing_in_store_since)
    select id, ${options.storefront}, ${options.now}, ${options.now} from unnest(${options.assetIds}::uuid[]) as id
    on conflict (asset_id) do update set
      checked_at = excluded.checked_at,
      missing_in_store_since = coalesce(m.missing_in_store_since, excluded.missing_in_store_since)`)
}

/** Assets of a token that have no icon yet, or the one of an address before; those after `after`, by id. */
export async function listIconsDue(
  db: Db,
  options: { tokenId: string; after: string | undefined; limit: number },
): Promise<{ assetId: string; iconUrl: string }[]> {
  const { tokenId, after = '00000000-0000-0000-0000-000000000000', limit } = options
  return db.$queryRaw<{ assetId: string; iconUrl: string }[]>(Prisma.sql`
    select a.id as "assetId", m.icon_url as "iconUrl"
    from assets a join asset_metadata m on m.asset_id = a.id
    where a.token_id = ${tokenId}::uuid and a.id > ${after}::uuid and m.icon is null and m.icon_url is not null
    order by a.id limit ${limit}`)
}

export async function saveIcon(
  db: Db,
  assetId: string,
  icon: { bytes: Uint8Array; contentType: string },
): Promise<void> {
  await db.assetMetadata.update({
    where: { assetId },
    data: { icon: Uint8Array.from(icon.bytes), iconType: icon.contentType },
  })
}

export type LiveAsset = { id: string; name: string; adamId: string; productType: ProductType }

/** What a token owns by Apple's latest answer, by name. */
export async function listLiveAssets(db: Db, tokenId: string): Promise<LiveAsset[]> {
  return db.$queryRaw<LiveAsset[]>(Prisma.sql`
    select id, name, adam_id as "adamId", product_type as "productType" from assets
    where token_id = ${tokenId}::uuid and vanished_at is null order by lower(name), id`)
}

/** The token's country has changed: the next sync reads every text anew, and what the former store lacked is open again (P6). */
export async function forgetStore(db: Db, tokenId: string): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    update asset_metadata m set checked_at = 'epoch', missing_in_store_since = null
    from assets a where a.id = m.asset_id and a.token_id = ${tokenId}::uuid`)
}
