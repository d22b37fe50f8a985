import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'

/**
 * The places in line, from 1, of these orders (P22), by order; one that does not wait has none. Every line is counted once, up to the
 * last of these orders, not once per order.
 */
export async function placesInLine(db: Db, orderIds: string[]): Promise<Map<string, number>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ id: string; place: number }[]>(Prisma.sql`
    with wanted as materialized (
      select id, asset_id, priority, queued_at, target_name from license_orders
      where id = any(${orderIds}::uuid[]) and state = 'waiting')
    select id, place from (
      select o.id, (row_number() over (
        partition by o.asset_id order by o.priority, o.queued_at, o.target_name, o.id))::int as place
      from license_orders o
      where o.state = 'waiting' and o.asset_id in (select asset_id from wanted)
        and (o.priority, o.queued_at, o.target_name, o.id) <= (
          select priority, queued_at, target_name, id from wanted
          order by priority desc, queued_at desc, target_name desc, id desc limit 1)) line
    where id in (select id from wanted)`)
  return new Map(rows.map(({ id, place }) => [id, place]))
}
