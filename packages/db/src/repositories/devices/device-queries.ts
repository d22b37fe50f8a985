import type { DeviceOwnership, EnrollmentState } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

export type DeviceSummary = {
  id: string
  name: string
  serialNumber: string | null
  model: string
  osVersion: string | null
  ownership: DeviceOwnership
  isSupervised: boolean
  isKiosk: boolean
  enrollmentState: EnrollmentState
  personId: string | null
  personName: string | null
  heldCount: number
  waitingCount: number
  lastSeenAt: Date | null
  createdAt: Date
}

const keys: Record<string, SortKey> = {
  name: { expression: Prisma.sql`lower(d.name)`, type: 'text' },
  serialNumber: { expression: Prisma.sql`coalesce(d.serial_number, '')`, type: 'text' },
}

const columns = Prisma.sql`
  d.id, d.name, d.serial_number as "serialNumber", d.model, d.os_version as "osVersion", d.ownership,
  d.is_supervised as "isSupervised", d.is_kiosk as "isKiosk", d.enrollment_state as "enrollmentState",
  d.person_id as "personId", p.display_name as "personName", d.last_seen_at as "lastSeenAt", d.created_at as "createdAt",
  (select count(*)::int from associations h join assets a on a.id = h.asset_id
    where h.target = d.serial_number and h.target_type = 'device') as "heldCount",
  (select count(*)::int from license_orders o where o.device_id = d.id and o.state = 'waiting') as "waitingCount"`

/** Devices; search finds parts of the name and of the serial number. */
export async function listDevices(
  db: Db,
  request: ListRequest & {
    ownership?: DeviceOwnership | undefined
    groupId?: string | undefined
    personId?: string | undefined
  },
): Promise<ListPage<DeviceSummary>> {
  const paging = keyset(request, keys, Prisma.sql`d.id`)
  const where = allOf(
    request.ownership === undefined ? undefined : Prisma.sql`d.ownership = ${request.ownership}::device_ownership`,
    request.groupId === undefined
      ? undefined
      : Prisma.sql`exists (
          select 1 from device_group_members j where j.group_id = ${request.groupId}::uuid and j.device_id = d.id)`,
    request.personId === undefined ? undefined : Prisma.sql`d.person_id = ${request.personId}::uuid`,
    matches(request.search, [Prisma.sql`d.name`, Prisma.sql`d.serial_number`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(DeviceSummary & { sortKey: string })[]>(Prisma.sql`
      with d as materialized (
        select d.* from devices d where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${columns}, ${paging.key} as "sortKey" from d left join people p on p.id = d.person_id
      order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`devices d`, where)),
  ])
  return paging.page(rows, countIn(counts))
}

/** One device with its groups. */
export async function findDeviceDetail(
  db: Db,
  id: string,
): Promise<(DeviceSummary & { groups: { id: string; displayName: string }[] }) | undefined> {
  const [row] = await db.$queryRaw<DeviceSummary[]>(Prisma.sql`
    select ${columns} from devices d left join people p on p.id = d.person_id where d.id = ${id}::uuid`)
  if (row === undefined) return undefined
  const groups = await db.$queryRaw<{ id: string; displayName: string }[]>(Prisma.sql`
    select g.id, g.display_name as "displayName"
    from device_group_members j join groups g on g.id = j.group_id
    where j.device_id = ${id}::uuid order by lower(g.display_name), g.id`)
  return { ...row, groups }
}
