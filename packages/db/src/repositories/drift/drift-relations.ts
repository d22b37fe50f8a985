import type { DriftKind } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isActive, isOfLiveToken } from '../conditions.ts'

/**
 * Which assets the queries below compare (P25), for this transaction: `compared_assets`. `is_assigned`: some token's list names the title;
 * then it has to be worked out first, and `wanted_licenses` says who is due what.
 */
export async function openComparison(db: Db, of: { tokenId: string } | { adamId: string }): Promise<ComparedTitle[]> {
  const isChosen =
    'tokenId' in of
      ? Prisma.sql`a.adam_id in (select mine.adam_id from assets mine where mine.token_id = ${of.tokenId}::uuid)`
      : Prisma.sql`a.adam_id = ${of.adamId}`
  await db.$executeRaw(Prisma.sql`drop table if exists compared_assets`)
  await db.$executeRaw(Prisma.sql`
    create temporary table compared_assets on commit drop as
    select a.id as asset_id, a.token_id, a.adam_id, a.revocable,
      bool_or(exists (select 1 from assignments s where s.asset_id = a.id)) over (partition by a.adam_id) as is_assigned
    from assets a where ${isChosen} and ${isOfLiveToken('a.token_id')}`)
  await db.$executeRaw(Prisma.sql`analyze compared_assets`)
  return db.$queryRaw<ComparedTitle[]>(Prisma.sql`
    select adam_id as "adamId", bool_or(is_assigned) as "isAssigned" from compared_assets group by adam_id order by adam_id`)
}

export type ComparedTitle = { adamId: string; isAssigned: boolean }

/** Whether the titles were worked out in this transaction; else only those are compared that are assigned to nobody. */
export type Comparison = { isWorkedOut: boolean }

/** On its way back already. */
const isReturning = Prisma.sql`exists (
  select 1 from license_orders r where r.asset_id = h.asset_id and r.target_type = h.target_type and r.target = h.target
    and r.kind = 'disassociate' and ${isActive('r')})`

/** The licenses `h` that are due, as `due`; one join for all of them. */
const joinDue = ({ isWorkedOut }: Comparison) =>
  isWorkedOut
    ? Prisma.sql`
        left join (select distinct asset_id, target_type, target from wanted_licenses) due
          on due.asset_id = h.asset_id and due.target_type = h.target_type and due.target = h.target`
    : Prisma.sql`left join (select null::uuid as asset_id where false) due on true`

const compared = ({ isWorkedOut }: Comparison) =>
  isWorkedOut ? Prisma.sql`compared_assets c` : Prisma.sql`(select * from compared_assets where not is_assigned) c`

/** What devices and people of ours hold. */
const held = (comparison: Comparison) => Prisma.sql`
  select h.asset_id, h.target_type, h.target, h.first_seen_at, d.id as device_id, null::uuid as person_id
  from ${compared(comparison)} join associations h on h.asset_id = c.asset_id and h.target_type = 'device'
  join devices d on d.serial_number = h.target
  where c.revocable
  union all
  select h.asset_id, h.target_type, h.target, h.first_seen_at, null, v.person_id
  from ${compared(comparison)} join associations h on h.asset_id = c.asset_id and h.target_type = 'user'
  join vpp_users v on v.token_id = c.token_id and v.client_user_id = h.target and v.person_id is not null
    and v.status in ('Registered', 'Associated')
  where c.revocable`

const heldWithoutAssignment = (comparison: Comparison) => Prisma.sql`
  select h.asset_id, h.target_type, h.target, h.device_id, h.person_id, h.first_seen_at as since, null::uuid as order_id
  from (${held(comparison)}) h ${joinDue(comparison)} where due.asset_id is null and not ${isReturning}`

const unknownDevice = Prisma.sql`
  select h.asset_id, h.target_type, h.target, null::uuid as device_id, null::uuid as person_id, h.first_seen_at as since,
    null::uuid as order_id
  from compared_assets c join associations h on h.asset_id = c.asset_id and h.target_type = 'device'
  where c.revocable and not exists (select 1 from devices d where d.serial_number = h.target) and not ${isReturning}`

/**
 * Of several licenses that serve one device, its own and those of its person, the first is one that is due, the device's own, the oldest; each
 * other one that is not due is too many.
 */
const twoLicenses = (comparison: Comparison) => Prisma.sql`
  with holdings as materialized (
    select h.*, c.adam_id, due.asset_id is not null as is_due
    from (${held(comparison)}) h join compared_assets c on c.asset_id = h.asset_id ${joinDue(comparison)}
    where not ${isReturning}),
  served as (
    select h.*, h.device_id as served_id from holdings h where h.target_type = 'device'
    union all
    -- A person counts as a device: two user licenses are one too many, whatever devices there are.
    select h.*, h.person_id from holdings h where h.target_type = 'user'
    union all
    select h.*, d.id from holdings h
    join devices d on h.target_type = 'user' and d.person_id = h.person_id and not d.is_shared and not d.is_kiosk)
  select distinct on (asset_id, target_type, target) asset_id, target_type, target, device_id, person_id,
    first_seen_at as since, null::uuid as order_id
  from (
    select s.*, row_number() over (
      partition by adam_id, served_id order by is_due desc, target_type = 'device' desc, first_seen_at, asset_id) as nth
    from served s) s
  where nth > 1 and not is_due
  order by asset_id, target_type, target, served_id`

/** Due, and Apple refused it; nothing has changed since. */
const failedOrder = ({ isWorkedOut }: Comparison) =>
  isWorkedOut
    ? Prisma.sql`
        select w.asset_id, w.target_type, w.target, w.device_id, w.person_id, o.settled_at as since, o.id as order_id
        from wanted_licenses w
        join lateral (
          select f.id, f.settled_at, f.state from license_orders f
          where f.asset_id = w.asset_id and f.target_type = w.target_type and f.target = w.target
          order by f.created_at desc, f.id desc limit 1) o on o.state = 'failed'
        where w.is_asked and w.has_failed and w.standing is null`
    : Prisma.sql`
        select null::uuid as asset_id, null::license_type as target_type, null::text as target, null::uuid as device_id,
          null::uuid as person_id, null::timestamptz as since, null::uuid as order_id where false`

/** The kinds that are found target by target. */
export type TargetDriftKind = Exclude<DriftKind, 'countsDisagree'>

/**
 * What differs in the compared assets: asset_id, target_type, target, whose it is, since when, and the order that failed. What Apple never
 * takes back differs from nothing.
 */
export function driftingTargets(kind: TargetDriftKind, comparison: Comparison): Prisma.Sql {
  if (kind === 'unknownDevice') return unknownDevice
  if (kind === 'heldWithoutAssignment') return heldWithoutAssignment(comparison)
  return kind === 'twoLicenses' ? twoLicenses(comparison) : failedOrder(comparison)
}

/**
 * By how much Apple's own count of assigned licenses differs from the holders that it lists: asset_id and count. What Apple works on, or what
 * is to be read again anyway, is left out.
 */
export const disagreeingCounts = Prisma.sql`
  select asset_id, case when listed < assigned_count then assigned_count - listed else listed - most end as count
  from (
    select c.asset_id, a.assigned_count, a.assigned_count + a.retired_count as most, (
      select count(*)::int from associations h where h.asset_id = c.asset_id) as listed
    from compared_assets c join assets a on a.id = c.asset_id join tokens t on t.id = a.token_id
    where a.vanished_at is null and a.recheck_since is null and t.last_synced_at is not null
      and not exists (
        select 1 from license_orders o where o.asset_id = a.id and o.state in ('sent', 'unknown'))
      and not exists (
        select 1 from told_associations told where told.asset_id = a.id and told.is_in_doubt)) compared
  where listed not between assigned_count and most`
