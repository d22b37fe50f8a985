import type { LicenseType, PricingParam } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type AssociationKey = {
  adamId: string
  pricingParam: PricingParam
  targetType: LicenseType
  target: string
}
export type ToldChange = AssociationKey & { isHeld: boolean; receivedAt: Date }

/** How many associations of an asset came and went by what was received at one time. */
export type ToldEffect = {
  adamId: string
  pricingParam: PricingParam
  receivedAt: Date
  gained: number
  lost: number
}

/**
 * Notifications have no time of their own and overtake each other, at most by minutes. One that contradicts what was told of the same
 * association so shortly before is not believed.
 */
const contradictionWindow = Prisma.raw(`interval '1 hour'`)

/**
 * Makes associations be as told. What contradicts itself, or what was told shortly before, is left as it is and put in doubt: Apple is to be
 * read. Answers what changed and what is in doubt; assets that are not here are left out.
 */
export async function tellAssociations(
  tx: Db,
  tokenId: string,
  changes: ToldChange[],
): Promise<{ effects: ToldEffect[]; inDoubt: AssociationKey[] }> {
  if (changes.length === 0) return { effects: [], inDoubt: [] }
  const given = JSON.stringify(changes.map((change, place) => ({ ...change, place })))
  const rows = await tx.$queryRaw<(AssociationKey & ToldEffect & { isInDoubt: boolean })[]>(Prisma.sql`
    with given as (
      select a.id as asset_id, g."targetType" as target_type, g.target, max(g."receivedAt") as received_at,
        (array_agg(g."isHeld" order by g.place desc))[1] as is_held, bool_or(g."isHeld") <> bool_and(g."isHeld") as is_mixed
      from json_to_recordset(${given}::json) as g ("adamId" text, "pricingParam" pricing_param, "targetType" license_type,
        target text, "isHeld" boolean, "receivedAt" timestamptz, place int)
      join assets a on a.token_id = ${tokenId}::uuid and a.adam_id = g."adamId" and a.pricing_param = g."pricingParam"
      group by a.id, g."targetType", g.target),
    told as (
      insert into told_associations as t (asset_id, target_type, target, is_held, is_in_doubt, told_at)
      select asset_id, target_type, target, is_held, is_mixed, clock_timestamp() from given
      on conflict (asset_id, target_type, target) do update
      set is_held = excluded.is_held, told_at = excluded.told_at,
        is_in_doubt = excluded.is_in_doubt or t.told_at > excluded.told_at - ${contradictionWindow}
          and (t.is_in_doubt or t.is_held <> excluded.is_held)
      returning t.*),
    gained as (
      insert into associations (asset_id, target_type, target)
      select asset_id, target_type, target from told where is_held and not is_in_doubt
      on conflict do nothing returning asset_id, target_type, target),
    lost as (
      delete from associations held using told
      where not told.is_held and not told.is_in_doubt and held.asset_id = told.asset_id
        and held.target_type = told.target_type and held.target = told.target
      returning held.asset_id, held.target_type, held.target),
    -- What came late may be told of a time before the last walk, whose version then says nothing of what is here: the next sync compares all.
    outdated as (
      update tokens set associations_version_id = null
      where id = ${tokenId}::uuid and associations_version_id is not null
        and (exists (select 1 from gained) or exists (select 1 from lost))),
    changed as (
      select *, 1 as gained, 0 as lost, false as is_in_doubt from gained
      union all select *, 0, 1, false from lost
      union all select asset_id, target_type, target, 0, 0, true from told where is_in_doubt)
    select a.adam_id as "adamId", a.pricing_param as "pricingParam", g.received_at as "receivedAt",
      c.is_in_doubt as "isInDoubt", sum(c.gained)::int as gained, sum(c.lost)::int as lost,
      case when c.is_in_doubt then c.target_type end as "targetType", case when c.is_in_doubt then c.target end as target
    from changed c
    join given g using (asset_id, target_type, target)
    join assets a on a.id = c.asset_id
    group by a.id, g.received_at, c.is_in_doubt, 7, 8`)
  return { effects: rows.filter((row) => !row.isInDoubt), inDoubt: rows.filter((row) => row.isInDoubt) }
}

/** Puts all that these users hold in doubt: they are retired, and Apple takes back what can be taken back. Says of how many licenses. */
export async function doubtHoldingsOf(tx: Db, tokenId: string, clientUserIds: string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    with doubted as (
      insert into told_associations (asset_id, target_type, target, is_held, is_in_doubt, told_at)
      select held.asset_id, held.target_type, held.target, true, true, clock_timestamp()
      from associations held join assets a on a.id = held.asset_id and a.token_id = ${tokenId}::uuid
      where held.target_type = 'user' and held.target = any(${clientUserIds})
      on conflict (asset_id, target_type, target) do update set is_in_doubt = true, told_at = excluded.told_at
      returning asset_id),
    marked as (
      update assets set recheck_since = clock_timestamp() where id in (select asset_id from doubted))
    select count(*)::int as count from doubted`)
  return row?.count ?? 0
}

/**
 * Notes the end of a batch of our own as told, where notifications come: one of something older that arrives late must not undo it.
 */
export async function noteBatchAsTold(tx: Db, batchId: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into told_associations (asset_id, target_type, target, is_held, told_at)
    select o.asset_id, o.target_type, o.target, o.kind = 'associate', clock_timestamp()
    from license_orders o join tokens t on t.id = o.token_id and t.notification_state <> 'off'
    where o.batch_id = ${batchId}::uuid and o.state = 'confirmed'
    on conflict (asset_id, target_type, target) do update
    set is_held = excluded.is_held, is_in_doubt = false, told_at = excluded.told_at`)
}

export type Doubt = AssociationKey & { assetId: string; assignedCount: number; toldAt: string }

/** Associations of a token for which Apple is to be read, the oldest doubts first. */
export async function listDoubts(db: Db, tokenId: string, limit: number): Promise<Doubt[]> {
  return db.$queryRaw<Doubt[]>(Prisma.sql`
    select t.asset_id as "assetId", a.adam_id as "adamId", a.pricing_param as "pricingParam",
      a.assigned_count as "assignedCount", t.target_type as "targetType", t.target, t.told_at::text as "toldAt"
    from told_associations t join assets a on a.id = t.asset_id and a.token_id = ${tokenId}::uuid
    where t.is_in_doubt order by t.told_at limit ${limit}`)
}

/** Settles doubts by what was read at Apple. One that was told of again since it was listed stays in doubt. */
export async function settleDoubts(
  tx: Db,
  read: { assetId: string; targetType: LicenseType; target: string; toldAt: string; isHeld: boolean }[],
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    with given as (
      select "assetId" as asset_id, "targetType" as target_type, target, "toldAt" as told_at, "isHeld" as is_held
      from json_to_recordset(${JSON.stringify(read)}::json) as g
        ("assetId" uuid, "targetType" license_type, target text, "toldAt" timestamptz, "isHeld" boolean)),
    settled as (
      update told_associations t set is_held = given.is_held, is_in_doubt = false, told_at = clock_timestamp()
      from given
      where t.asset_id = given.asset_id and t.target_type = given.target_type and t.target = given.target
        and t.told_at = given.told_at and t.is_in_doubt
      returning t.*),
    gained as (
      insert into associations (asset_id, target_type, target)
      select asset_id, target_type, target from settled where is_held on conflict do nothing)
    delete from associations held using settled
    where not settled.is_held and held.asset_id = settled.asset_id
      and held.target_type = settled.target_type and held.target = settled.target`)
}
