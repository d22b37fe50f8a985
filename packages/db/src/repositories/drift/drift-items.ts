import type { LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { driftingTargets, type Comparison, type TargetDriftKind } from './drift-relations.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import type { LicenseTarget } from '../licenses/license-returns.ts'
import { ordersAgain } from '../orders/order-retries.ts'

/** One target that differs. */
export type DriftItemRow = {
  targetType: LicenseType
  target: string
  device: { id: string; name: string } | null
  person: { id: string; displayName: string } | null
  since: Date | null
  /** Why its order failed. */
  reason: string | null
}

type Of = { assetId: string; kind: TargetDriftKind; comparison: Comparison }

const itemsOf = ({ assetId, kind, comparison }: Of) => Prisma.sql`
  (select * from (${driftingTargets(kind, comparison)}) drifting where drifting.asset_id = ${assetId}::uuid) i`

const keys: Record<string, SortKey> = {
  target: { expression: Prisma.sql`i.target || chr(1) || i.target_type`, type: 'text' },
}

/** Who differs at one of the compared assets; search finds parts of the target and of the names behind it. */
export async function listDriftTargets(db: Db, request: ListRequest & Of): Promise<ListPage<DriftItemRow>> {
  const paging = keyset(request, keys, Prisma.sql`i.asset_id`)
  const from = Prisma.sql`${itemsOf(request)}
    left join devices d on d.id = i.device_id left join people p on p.id = i.person_id
    left join license_orders o on o.id = i.order_id`
  const where = allOf(
    matches(request.search, [
      Prisma.sql`i.target`,
      Prisma.sql`d.name`,
      Prisma.sql`p.display_name`,
      Prisma.sql`p.email`,
    ]),
  )
  // One after the other: they share a transaction.
  const rows = await db.$queryRaw<(DriftItemRow & { id: string; sortKey: string })[]>(Prisma.sql`
    select i.asset_id as id, i.target_type as "targetType", i.target,
      case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end as device,
      case when p.id is not null then json_build_object('id', p.id, 'displayName', p.display_name) end as person,
      i.since, o.reason, ${paging.key} as "sortKey"
    from ${from} where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`)
  const counts = await db.$queryRaw<{ count: number }[]>(countOf(from, where))
  return paging.page(rows, countIn(counts))
}

/** Collects who differs at one of the compared assets, all or those named, into `drift_items`, for this transaction; answers how many. */
export async function collectDriftTargets(db: Db, of: Of & { targets: LicenseTarget[] | undefined }): Promise<number> {
  const isNamed =
    of.targets === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(i.target_type, i.target) in (
          select named."licenseType", named.target
          from json_to_recordset(${JSON.stringify(of.targets)}::json) as named ("licenseType" license_type, target text))`
  await db.$executeRaw(Prisma.sql`drop table if exists drift_items`)
  return db.$executeRaw(Prisma.sql`
    create temporary table drift_items on commit drop as select i.* from ${itemsOf(of)} where ${isNamed}`)
}

/** Orders the licenses in `drift_items` back at once; answers how many. Their targets are worked out again once they are back. */
export async function returnDriftTargets(db: Db, options: { reason: string; now: Date }): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, person_id, state, priority, queued_at,
      target_name, reason, is_superseded)
    select c.token_id, i.asset_id, 'disassociate', i.target_type, i.target, i.device_id, i.person_id, 'reserved', 0, ${options.now},
      coalesce(d.name, p.display_name, i.target), ${options.reason}, true
    from drift_items i join compared_assets c on c.asset_id = i.asset_id
    left join devices d on d.id = i.device_id left join people p on p.id = i.person_id
    on conflict (asset_id, target_type, target) where settled_at is null do nothing`)
}

/** Makes the failed orders in `drift_items` anew; answers how many. */
export async function retryDriftTargets(db: Db, now: Date): Promise<number> {
  return (await ordersAgain(db, Prisma.sql`select order_id from drift_items`, now)).length
}

/** Devices and people whose standing decides what differs in the compared assets; absent when there are too many to name. */
export async function findComparedSubjects(
  db: Db,
  namedMax: number,
): Promise<{ deviceIds: string[]; personIds: string[] } | undefined> {
  const rows = await db.$queryRaw<{ deviceId: string | null; personId: string | null }[]>(Prisma.sql`
    select distinct "deviceId", "personId" from (
      select d.id as "deviceId", null::uuid as "personId"
      from compared_assets c join associations h on h.asset_id = c.asset_id and h.target_type = 'device'
      join devices d on d.serial_number = h.target
      union all
      select null, v.person_id
      from compared_assets c join associations h on h.asset_id = c.asset_id and h.target_type = 'user'
      join vpp_users v on v.token_id = c.token_id and v.client_user_id = h.target and v.person_id is not null
      union all
      select o.device_id, o.person_id from compared_assets c join license_orders o on o.asset_id = c.asset_id and o.state = 'failed'
      where o.device_id is not null or o.person_id is not null) subjects
    limit ${namedMax + 1}`)
  if (rows.length > namedMax) return undefined
  return {
    deviceIds: [...new Set(rows.flatMap(({ deviceId }) => deviceId ?? []))],
    personIds: [...new Set(rows.flatMap(({ personId }) => personId ?? []))],
  }
}
