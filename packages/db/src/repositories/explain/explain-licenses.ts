import type { LicenseFacts, LicenseType, OrderFacts } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { countIn, countOf } from '../conditions.ts'
import { reasonOf } from '../licenses/license-standing.ts'

/** An order with Apple's error as a number. */
export type OrderRecord = Omit<OrderFacts, 'error'> & { errorNumber: number | null }
export type LicenseRecord = Omit<LicenseFacts, 'order'> & { order: OrderRecord | null }
export type LicenseRecords = { byType: Map<LicenseType, LicenseRecord>; waitingCount: number }

type Row = OrderRecord & {
  licenseType: LicenseType
  target: string
  heldSince: Date | null
  hasOrder: boolean
}

/** The licenses of a few targets of one asset, each with its latest order, and how many wait for one. */
export async function findLicenses(
  db: Db,
  assetId: string,
  targets: { licenseType: LicenseType; target: string }[],
): Promise<LicenseRecords> {
  const waiting = countWaiting(db, assetId)
  const found = db.$queryRaw<Row[]>(Prisma.sql`
    select w."licenseType", w.target, h.first_seen_at as "heldSince", o.id is not null as "hasOrder", o.id, o.kind, o.state,
      case when o.state = 'waiting' then (
        select count(*)::int from license_orders before
        where before.asset_id = o.asset_id and before.state = 'waiting'
          and (before.priority, before.queued_at, before.target_name, before.id)
            <= (o.priority, o.queued_at, o.target_name, o.id)) end as place,
      ${reasonOf('o')} as reason, o.attempts, o.retry_at as "retryAt", o.created_at as "createdAt",
      o.settled_at as "settledAt", b.event_id as "eventId", b.accepted_at as "acceptedAt", o.error_number as "errorNumber"
    from json_to_recordset(${JSON.stringify(targets)}::json) as w ("licenseType" license_type, target text)
    -- One by one: the planner takes the few targets for many, and would read all holders.
    left join lateral (
      select held.first_seen_at from associations held
      where held.asset_id = ${assetId}::uuid and held.target_type = w."licenseType" and held.target = w.target limit 1) h on true
    left join lateral (
      select o.* from license_orders o
      where o.asset_id = ${assetId}::uuid and o.target_type = w."licenseType" and o.target = w.target
      order by o.created_at desc, o.id desc limit 1) o on true
    left join apple_batches b on b.id = o.batch_id`)
  const [rows, waitingCount] = await Promise.all([found, waiting])
  const byType = new Map(
    rows.map(({ licenseType, target, heldSince, hasOrder, ...order }): [LicenseType, LicenseRecord] => [
      licenseType,
      { target, isHeld: heldSince !== null, heldSince, order: hasOrder ? order : null },
    ]),
  )
  return { byType, waitingCount }
}

/** An index alone answers it: the line may hold a whole fleet. */
async function countWaiting(db: Db, assetId: string): Promise<number> {
  return countIn(
    await db.$queryRaw(
      countOf(Prisma.sql`license_orders o`, Prisma.sql`o.asset_id = ${assetId}::uuid and o.state = 'waiting'`),
    ),
  )
}
