import type { PricingParam } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import type { StagedAsset } from './sync-staging.ts'

/** Which of these apps and books of a token are not here. */
export async function findUnknownAssets(
  db: Db,
  tokenId: string,
  keys: { adamId: string; pricingParam: PricingParam }[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ adamId: string }[]>(Prisma.sql`
    select distinct "adamId" from json_to_recordset(${JSON.stringify(keys)}::json) as g ("adamId" text, "pricingParam" pricing_param)
    where not exists (select 1 from assets a
      where a.token_id = ${tokenId}::uuid and a.adam_id = g."adamId" and a.pricing_param = g."pricingParam")`)
  return rows.map(({ adamId }) => adamId)
}

export type CountChange = {
  adamId: string
  pricingParam: PricingParam
  /** Bought or given back. */
  totalDelta: number
  /** From available to assigned. */
  assignedDelta: number
  receivedAt: Date
}

/**
 * Moves counts by what was told, where the result can be true: none below zero, and never an unlimited asset. What Apple was asked later than
 * the notification came is in the counts already. All assets named are marked to be read again, which has the last word.
 */
export async function changeCounts(tx: Db, tokenId: string, changes: CountChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    with moved as (
      select a.id, coalesce(sum("totalDelta") filter (where "receivedAt" > a.counts_read_at), 0)::bigint as total_delta,
        coalesce(sum("assignedDelta") filter (where "receivedAt" > a.counts_read_at), 0)::bigint as assigned_delta
      from json_to_recordset(${JSON.stringify(changes)}::json) as g ("adamId" text, "pricingParam" pricing_param,
        "totalDelta" bigint, "assignedDelta" bigint, "receivedAt" timestamptz)
      join assets a on a.token_id = ${tokenId}::uuid and a.adam_id = g."adamId" and a.pricing_param = g."pricingParam"
      group by a.id),
    checked as (
      select moved.*, a.vanished_at is null
        and a.total_count + total_delta between 0 and ${unlimited} - 1 and a.assigned_count + assigned_delta >= 0
        and a.available_count + total_delta - assigned_delta >= 0 as is_possible
      from moved join assets a on a.id = moved.id)
    update assets a
    set recheck_since = clock_timestamp(),
      total_count = case when is_possible then a.total_count + total_delta else a.total_count end,
      assigned_count = case when is_possible then a.assigned_count + assigned_delta else a.assigned_count end,
      available_count = case when is_possible then a.available_count + total_delta - assigned_delta else a.available_count end
    from checked where a.id = checked.id`)
}

const unlimited = Prisma.raw('2147483647::bigint')

export type AssetToRecheck = { id: string; adamId: string; pricingParam: PricingParam; since: string }

/** Assets whose counts are to be read again. */
export async function listAssetsToRecheck(db: Db, tokenId: string): Promise<AssetToRecheck[]> {
  return db.$queryRaw<AssetToRecheck[]>(Prisma.sql`
    select id, adam_id as "adamId", pricing_param as "pricingParam", recheck_since::text as since
    from assets where token_id = ${tokenId}::uuid and recheck_since is not null order by id`)
}

/** Ends rechecks. An asset that was told of again since it was listed stays marked. */
export async function endRechecks(tx: Db, rechecked: AssetToRecheck[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update assets a set recheck_since = null
    from json_to_recordset(${JSON.stringify(rechecked)}::json) as g (id uuid, since timestamptz)
    where a.id = g.id and a.recheck_since = g.since`)
}

/** Stores assets as they were read one by one, new ones included. Counts that were asked for earlier than those here are left out. */
export async function saveAssets(tx: Db, tokenId: string, assets: StagedAsset[]): Promise<void> {
  if (assets.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into assets as a (token_id, adam_id, pricing_param, product_type, name, total_count, assigned_count,
      available_count, retired_count, counts_read_at, device_assignable, revocable, supported_platforms)
    select ${tokenId}::uuid, "adamId", "pricingParam", "productType", "productType" || ' ' || "adamId", "totalCount",
      "assignedCount", "availableCount", "retiredCount", "readAt", "deviceAssignable", revocable,
      array(select json_array_elements_text("supportedPlatforms"))
    from json_to_recordset(${JSON.stringify(assets)}::json) as g ("adamId" text, "pricingParam" pricing_param,
      "productType" product_type, "totalCount" int, "assignedCount" int, "availableCount" int, "retiredCount" int,
      "deviceAssignable" boolean, revocable boolean, "supportedPlatforms" json, "readAt" timestamptz)
    on conflict (token_id, adam_id, pricing_param) do update
    set total_count = excluded.total_count, assigned_count = excluded.assigned_count, vanished_at = null,
      available_count = excluded.available_count, retired_count = excluded.retired_count,
      counts_read_at = excluded.counts_read_at, device_assignable = excluded.device_assignable,
      revocable = excluded.revocable, supported_platforms = excluded.supported_platforms
    where excluded.counts_read_at > a.counts_read_at`)
}

/** Marks assets that Apple, asked at `readAt`, did not list (P10). */
export async function markAssetsVanished(tx: Db, ids: string[], readAt: Date): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update assets set vanished_at = coalesce(vanished_at, now()), total_count = 0, assigned_count = 0, available_count = 0,
      retired_count = 0, counts_read_at = ${readAt}
    where id = any(${ids}::uuid[]) and counts_read_at < ${readAt}`)
}
