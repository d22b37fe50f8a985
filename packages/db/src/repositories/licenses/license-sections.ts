import type { LicenseType } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, isActive, matches } from '../conditions.ts'
import { isInt, isStorableText, isTime, isUuid } from '../keyset.ts'
import { heldByDevicesOf, heldByPeopleOf, namelessOf, ordersOf, type LicenseHolder } from './license-holders.ts'
import { placesInLine } from '../orders/places-in-line.ts'
import { reasonOf, standingOf, type LicenseStanding } from './license-standing.ts'

/** The three parts of an asset's license list; each is ordered by an index of its own, so that no page sorts a whole fleet. */
type Section = 'line' | 'named' | 'nameless'

/** One row of the list, with its place for the cursor. */
export type SectionRow = {
  section: Section
  key: (string | number)[]
  targetType: LicenseType
  target: string
  deviceId: string | null
  deviceName: string | null
  standing: LicenseStanding
  place: number | null
  reason: string | null
  since: Date
}

type Filter = {
  assetId: string
  search?: string | undefined
  standing?: LicenseStanding | undefined
  holder?: LicenseHolder | undefined
}
type Reading = Filter & { after: (string | number)[] | undefined; limit: number }
type Row = Omit<SectionRow, 'section' | 'key'> & Record<string, unknown>

/** The sections that can hold rows of a standing. */
export function sectionsOf(standing: LicenseStanding | undefined): Section[] {
  if (standing === undefined) return ['line', 'named', 'nameless']
  if (standing === 'waiting') return ['line']
  return standing === 'held' ? ['named', 'nameless'] : ['named']
}

const isHeld = Prisma.sql`exists (
  select 1 from associations h where h.asset_id = o.asset_id and h.target_type = o.target_type and h.target = o.target)`

const orderColumns = Prisma.sql`
  o.target_type as "targetType", o.target, d.id as "deviceId", coalesce(d.name, o.target_name) as "deviceName",
  ${reasonOf('o')} as reason`

const searched = (search: string | undefined, ...columns: string[]) =>
  matches(
    search,
    columns.map((column) => Prisma.raw(column)),
  )

// ── Who waits, in line ──────────────────────────────────────────────────────────────────────────────────────────────

const lineFrom = Prisma.sql`license_orders o left join devices d on d.id = o.device_id`
const lineWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`o.asset_id = ${assetId}::uuid and o.state = 'waiting' and not ${isHeld}`,
    ordersOf(holder),
    searched(search, 'd.name', 'o.target_name', 'o.target'),
  )

async function readLine(db: Db, reading: Reading): Promise<SectionRow[]> {
  const [priority, queuedAt, name, id] = reading.after ?? []
  const after =
    reading.after &&
    Prisma.sql`(o.priority, o.queued_at, o.target_name, o.id)
      > (${priority}::smallint, ${queuedAt}::timestamptz, ${name}::text, ${id}::uuid)`
  const rows = await db.$queryRaw<(Row & { id: string; priority: number; since: Date; name: string })[]>(Prisma.sql`
    select ${orderColumns}, 'waiting' as standing, o.queued_at as since, o.id, o.priority,
      o.target_name as name
    from ${lineFrom} where ${allOf(lineWhere(reading), after)}
    order by o.priority, o.queued_at, o.target_name, o.id limit ${reading.limit}`)
  const places = await placesInLine(
    db,
    rows.map((row) => row.id),
  )
  return rows.map(({ id: orderId, priority: rank, name: targetName, ...row }) => ({
    ...row,
    place: places.get(orderId) ?? null,
    section: 'line',
    key: [rank, row.since.toISOString(), targetName, orderId],
  }))
}

// ── Targets with a name: devices and people that hold one, and orders under way or failed ──────────────────────────────────────

const isBeingReturned = Prisma.sql`exists (
  select 1 from license_orders o where o.asset_id = a.asset_id and o.target_type = a.target_type and o.target = a.target
    and o.kind = 'disassociate' and ${isActive('o')})`

const heldFrom = Prisma.sql`associations a join devices d on a.target_type = 'device' and d.serial_number = a.target`
const heldWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`a.asset_id = ${assetId}::uuid and not ${isBeingReturned}`,
    heldByDevicesOf(holder),
    searched(search, 'd.name', 'd.serial_number'),
  )

// Of VPP users that were made twice under one id only the younger counts.
const heldByPeopleFrom = Prisma.sql`
  assets owned join vpp_users v on v.token_id = owned.token_id join people p on p.id = v.person_id
  join associations a on a.asset_id = owned.id and a.target_type = 'user' and a.target = v.client_user_id
    and not exists (
      select 1 from vpp_users younger where younger.token_id = v.token_id and younger.client_user_id = v.client_user_id
        and (younger.created_at, younger.id) > (v.created_at, v.id))`
const heldByPeopleWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`owned.id = ${assetId}::uuid and not ${isBeingReturned}`,
    heldByPeopleOf(holder),
    searched(search, 'p.display_name', 'p.email', 'a.target'),
  )

const ordersFrom = Prisma.sql`license_orders o left join devices d on d.id = o.device_id`
const underWayWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`o.asset_id = ${assetId}::uuid and o.state in ('awaitingAcceptance', 'awaitingRemoval', 'reserved', 'sent', 'unknown')
      and (o.kind = 'disassociate' or not ${isHeld})`,
    ordersOf(holder),
    searched(search, 'd.name', 'o.target_name', 'o.target'),
  )
const failedWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`o.asset_id = ${assetId}::uuid and o.state = 'failed' and o.kind = 'associate' and not ${isHeld}
      and not exists (
        select 1 from license_orders n
        where n.asset_id = o.asset_id and n.target_type = o.target_type and n.target = o.target
          and (n.created_at, n.id) > (o.created_at, o.id))`,
    ordersOf(holder),
    searched(search, 'd.name', 'o.target_name', 'o.target'),
  )
const ofStanding = (standing: LicenseStanding | undefined) =>
  standing && Prisma.sql`${standingOf('o', 'false')} = ${standing}`

async function readNamed(db: Db, reading: Reading): Promise<SectionRow[]> {
  const held = branch(reading, {
    name: Prisma.sql`lower(d.name)`,
    type: Prisma.sql`a.target_type::text`,
    target: Prisma.sql`a.target`,
    columns: Prisma.sql`a.target_type as "targetType", a.target, d.id as "deviceId", d.name as "deviceName",
      null as reason, 'held' as standing, a.first_seen_at as since`,
    from: heldFrom,
    where: heldWhere(reading),
  })
  const heldByPeople = branch(reading, {
    name: Prisma.sql`lower(p.display_name)`,
    type: Prisma.sql`a.target_type::text`,
    target: Prisma.sql`a.target`,
    columns: Prisma.sql`a.target_type as "targetType", a.target, null::uuid as "deviceId", null as "deviceName",
      null as reason, 'held' as standing, a.first_seen_at as since`,
    from: heldByPeopleFrom,
    where: heldByPeopleWhere(reading),
  })
  const orders = (where: Prisma.Sql) =>
    branch(reading, {
      name: Prisma.sql`lower(coalesce(d.name, o.target_name))`,
      type: Prisma.sql`o.target_type::text`,
      target: Prisma.sql`o.target`,
      columns: Prisma.sql`${orderColumns}, ${standingOf('o', 'false')} as standing,
        coalesce(o.settled_at, o.queued_at) as since`,
      from: ordersFrom,
      where: allOf(where, ofStanding(reading.standing)),
    })
  const { standing } = reading
  const branches = [
    ...(standing === undefined || standing === 'held' ? [held, heldByPeople] : []),
    ...(standing === undefined || !['held', 'failed'].includes(standing) ? [orders(underWayWhere(reading))] : []),
    ...(standing === undefined || standing === 'failed' ? [orders(failedWhere(reading))] : []),
  ]
  const rows = await db.$queryRaw<(Row & { key: string; keyType: string })[]>(Prisma.sql`
    select named.*, null as place from (${Prisma.join(branches, ' union all ')}) named
    order by key, "keyType", target limit ${reading.limit}`)
  return rows.map(({ key, keyType, ...row }) => ({ ...row, section: 'named', key: [key, keyType, row.target] }))
}

/** One source of named targets, with a limit of its own: the merged page needs no more of any of them. */
function branch(
  { after, limit }: Reading,
  source: Record<'name' | 'type' | 'target' | 'columns' | 'from' | 'where', Prisma.Sql>,
): Prisma.Sql {
  const [name, type, target] = after ?? []
  // The first of the two conditions is what an index on the name can start from.
  const later =
    after &&
    Prisma.sql`${source.name} >= ${name}::text and (${source.name}, ${source.type}, ${source.target})
      > (${name}::text, ${type}::text, ${target}::text)`
  return Prisma.sql`(
    select ${source.columns}, ${source.name} as key, ${source.type} as "keyType"
    from ${source.from} where ${allOf(source.where, later)}
    order by ${source.name}, ${source.type}, ${source.target} limit ${limit})`
}

// ── Targets that Apple knows and Pomona does not ────────────────────────────────────────────────────────────────────

const namelessFrom = Prisma.sql`associations a`
const namelessWhere = ({ assetId, search, holder }: Filter) =>
  allOf(
    Prisma.sql`a.asset_id = ${assetId}::uuid and not ${isBeingReturned} and not (
      a.target_type = 'device' and exists (select 1 from devices d where d.serial_number = a.target))
      and not (a.target_type = 'user' and exists (
        select 1 from assets owned join vpp_users v on v.token_id = owned.token_id
        where owned.id = a.asset_id and v.client_user_id = a.target and v.person_id is not null))`,
    namelessOf(holder),
    searched(search, 'a.target'),
  )

async function readNameless(db: Db, reading: Reading): Promise<SectionRow[]> {
  const [type, target] = reading.after ?? []
  const after = reading.after && Prisma.sql`(a.target_type, a.target) > (${type}::license_type, ${target}::text)`
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select a.target_type as "targetType", a.target, null as "deviceId", null as "deviceName", 'held' as standing,
      null as place, null as reason, a.first_seen_at as since
    from ${namelessFrom} where ${allOf(namelessWhere(reading), after)}
    order by a.target_type, a.target limit ${reading.limit}`)
  return rows.map((row) => ({ ...row, section: 'nameless', key: [row.targetType, row.target] }))
}

// ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How to read each section, and what its part of a cursor looks like. */
export const sections: Record<
  Section,
  { read(db: Db, reading: Reading): Promise<SectionRow[]>; isKey(key: (string | number)[]): boolean }
> = {
  line: {
    read: readLine,
    isKey: ([priority, queuedAt, name, id, ...rest]) =>
      isInt(priority) &&
      Math.abs(priority) < 32_768 &&
      isTime(queuedAt) &&
      isStorableText(name) &&
      isUuid(id) &&
      rest.length === 0,
  },
  named: { read: readNamed, isKey: (key) => key.length === 3 && key.every(isStorableText) },
  nameless: {
    read: readNameless,
    isKey: ([type, target, ...rest]) =>
      (type === 'user' || type === 'device') && isStorableText(target) && rest.length === 0,
  },
}

/** How many rows the list has in all. */
export async function countStandings(db: Db, filter: Filter): Promise<number> {
  const { standing } = filter
  const counts = [
    ...(standing === undefined || standing === 'waiting' ? [countOf(lineFrom, lineWhere(filter))] : []),
    ...(standing === undefined || standing === 'held' ? countsOfHeld(filter) : []),
    ...(standing === 'waiting' || standing === 'held'
      ? []
      : [underWayWhere(filter), failedWhere(filter)].map((where) =>
          countOf(ordersFrom, allOf(where, ofStanding(standing))),
        )),
  ]
  const rows = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select coalesce(sum(count), 0)::int as count from (${Prisma.join(counts, ' union all ')}) counts`)
  return countIn(rows)
}

/** Without a search or a filter nobody's name matters, and the devices need not be looked up. */
function countsOfHeld(filter: Filter): Prisma.Sql[] {
  if (filter.holder !== undefined || (filter.search !== undefined && filter.search !== '')) {
    return [
      countOf(heldFrom, heldWhere(filter)),
      countOf(heldByPeopleFrom, heldByPeopleWhere(filter)),
      countOf(namelessFrom, namelessWhere(filter)),
    ]
  }
  return [countOf(namelessFrom, Prisma.sql`a.asset_id = ${filter.assetId}::uuid and not ${isBeingReturned}`)]
}
