import type { LicenseFacts, LicenseType, OrderFacts } from '@pomona/domain'
import type { Db } from '../client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { reasonOf } from './license-standing.ts'

/** An order with Apple's error as a number. */
export type OrderRecord = Omit<OrderFacts, 'error'> & { errorNumber: number | null }
export type LicenseRecord = Omit<LicenseFacts, 'order'> & { order: OrderRecord | null }
export type LicenseRecords = { byType: Map<LicenseType, LicenseRecord>; waitingCount: number }

type Row = Omit<OrderRecord, 'place'> & {
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
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select w."licenseType", w.target, h.first_seen_at as "heldSince", o.id is not null as "hasOrder", o.id, o.kind, o.state,
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
  const line = await countLine(db, assetId, rows)
  const byType = new Map(
    rows.map(({ licenseType, target, heldSince, hasOrder, ...order }): [LicenseType, LicenseRecord] => [
      licenseType,
      {
        target,
        isHeld: heldSince !== null,
        heldSince,
        order: hasOrder ? { ...order, place: line.places.get(order.id) ?? null } : null,
      },
    ]),
  )
  return { byType, waitingCount: line.waitingCount }
}

/** How long the line is and the places of these in it, counted in one go: it may hold a whole fleet. */
async function countLine(db: Db, assetId: string, orders: { id: string }[]) {
  const rows = await db.$queryRaw<{ id: string | null; place: number; waitingCount: number }[]>(Prisma.sql`
    select o.id, count(*) filter (where (l.priority, l.queued_at, l.target_name, l.id)
        <= (o.priority, o.queued_at, o.target_name, o.id))::int as place, count(*)::int as "waitingCount"
    from license_orders l left join (
      select mine.* from license_orders mine
      where mine.id = any(${orders.map(({ id }) => id)}::uuid[]) and mine.state = 'waiting') o on true
    where l.asset_id = ${assetId}::uuid and l.state = 'waiting'
    group by o.id`)
  return {
    waitingCount: rows[0]?.waitingCount ?? 0,
    places: new Map(rows.map(({ id, place }) => [id, place])),
  }
}
