import type { Intent } from '@pomona/domain'
import type { Db } from '../client.ts'
import { Prisma } from '../generated/prisma/client.ts'

/**
 * Devices that the same assignments reach and that are alike in what the rule looks at. There are few such kinds however
 * many devices there are, so the rule is asked once per kind.
 */
export type DeviceClass = { positions: number[]; hasUser: boolean; isKiosk: boolean; deviceCount: number }

/** What the rule decided for one kind of device; left out where it gives no device license. */
export type ClassDecision = Pick<DeviceClass, 'positions' | 'hasUser' | 'isKiosk'> & { intent: Intent }

/** Collects every device that an asset's assignments reach, for this transaction, and answers the kinds among them. */
export async function collectReachedDevices(db: Db, assetId: string): Promise<DeviceClass[]> {
  await db.$executeRaw(Prisma.sql`drop table if exists reached_devices`)
  await db.$executeRaw(Prisma.sql`
    create temporary table reached_devices on commit drop as
    select d.id as device_id, d.serial_number, d.name, d.person_id is not null as has_user, d.is_kiosk, via.positions
    from (
      select m.device_id, array_agg(a.position order by a.position) as positions
      from assignments a join device_group_members m on m.group_id = a.group_id
      where a.asset_id = ${assetId}::uuid
      group by m.device_id) via
    join devices d on d.id = via.device_id`)
  return db.$queryRaw<DeviceClass[]>(Prisma.sql`
    select positions, has_user as "hasUser", is_kiosk as "isKiosk", count(*)::int as "deviceCount"
    from reached_devices group by positions, has_user, is_kiosk`)
}

/** Turns the decisions into rows: `due_devices`, one per serial number, for this transaction. */
export async function decideReachedDevices(db: Db, decisions: ClassDecision[]): Promise<void> {
  const rows = JSON.stringify(decisions)
  await db.$executeRaw(Prisma.sql`drop table if exists due_devices`)
  await db.$executeRaw(Prisma.sql`
    create temporary table due_devices on commit drop as
    select r.device_id, r.serial_number, r.name, decided.intent
    from json_to_recordset(${rows}::json) as decided (positions int[], "hasUser" boolean, "isKiosk" boolean, intent intent)
    join reached_devices r
      on r.positions = decided.positions and r.has_user = decided."hasUser" and r.is_kiosk = decided."isKiosk"
    where r.serial_number is not null`)
  await db.$executeRaw(Prisma.sql`create index on due_devices (serial_number)`)
  await db.$executeRaw(Prisma.sql`analyze due_devices`)
}
