import type { DeviceOwnership, EnrollmentState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type DeviceRow = {
  id: string
  serialNumber: string | null
  name: string
  ownership: DeviceOwnership
  isKiosk: boolean
  personId: string | null
  enrollmentState: EnrollmentState
}

/** Reads a device and holds it until the transaction ends. */
export async function lockDevice(db: Db, id: string): Promise<DeviceRow | undefined> {
  const [device] = await db.$queryRaw<DeviceRow[]>(Prisma.sql`
    select id, serial_number as "serialNumber", name, ownership, is_kiosk as "isKiosk", person_id as "personId",
      enrollment_state as "enrollmentState"
    from devices where id = ${id}::uuid for update`)
  return device
}

export async function updateDevice(
  db: Db,
  id: string,
  changes: Partial<Omit<DeviceRow, 'id' | 'serialNumber'>>,
): Promise<void> {
  await db.device.update({ where: { id }, data: changes })
}

export async function deleteDevice(db: Db, id: string): Promise<void> {
  await db.device.delete({ where: { id } })
}

/**
 * Ends what a device still waits for; what Apple is being asked for is noted as no longer wanted, and goes back once it is settled. Answers
 * the tokens concerned.
 */
export async function withdrawOrdersOfDevice(
  db: Db,
  device: Pick<DeviceRow, 'serialNumber'>,
  options: { reason: string; now: Date },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ tokenId: string }[]>(Prisma.sql`
    update license_orders set
      state = case when state in ('sent', 'unknown') then state else 'canceled' end,
      settled_at = case when state in ('sent', 'unknown') then settled_at else ${options.now} end,
      reason = case when state in ('sent', 'unknown') then reason else ${options.reason} end,
      is_superseded = is_superseded or state in ('sent', 'unknown')
    where target_type = 'device' and target = ${device.serialNumber} and settled_at is null
      and (kind = 'associate' or state = 'awaitingRemoval')
    returning token_id as "tokenId"`)
  return [...new Set(rows.map((row) => row.tokenId))]
}

/** Orders back at once what a settled batch gave to devices that have left or were deleted meanwhile (P23). */
export async function returnToLeavers(
  db: Db,
  batchId: string,
  options: { reason: string; now: Date },
): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    insert into license_orders (token_id, asset_id, kind, target_type, target, device_id, state, priority, queued_at, target_name,
      reason, is_superseded)
    select o.token_id, o.asset_id, 'disassociate', 'device', o.target, d.id, 'reserved', 0, ${options.now}, o.target_name,
      ${options.reason}, true
    from license_orders o join assets a on a.id = o.asset_id and a.revocable
    left join devices d on d.serial_number = o.target
    where o.batch_id = ${batchId}::uuid and o.kind = 'associate' and o.target_type = 'device' and o.state = 'confirmed'
      and o.is_superseded and (d.id is null or d.enrollment_state = 'unenrolled')
    on conflict (asset_id, target_type, target) where settled_at is null do nothing`)
}
