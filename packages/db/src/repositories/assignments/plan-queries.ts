import type { DeviceOwnership, Intent, LicenseType, PlanOutcome, TokenState } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'
import { isOfAsset } from './plan-outcomes.ts'
import type { Scope } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'
import { isOrderInScope, isWanted } from '../orders/title-orders.ts'

/** A number of what is `planned`, by asset. */
export type PlannedCount = { assetId: string; outcome: PlanOutcome; count: number }

export async function countPlanned(db: Db): Promise<PlannedCount[]> {
  return db.$queryRaw<PlannedCount[]>(Prisma.sql`
    select asset_id as "assetId", outcome, count(*)::int as count from planned group by asset_id, outcome`)
}

/**
 * Stands for what becomes of every target, in whatever order they are read. Who keeps a license and who gets one both end with one: orders
 * that are confirmed meanwhile move nothing.
 */
export async function digestPlanned(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ digest: string }[]>(Prisma.sql`
    select concat(count(*), '-', to_hex(coalesce(bit_xor(hashtextextended(
      concat(asset_id, subject_id, license_type, case when outcome in ('gets', 'keeps') then 'has' else outcome end), 0)), 0))) as digest
    from planned`)
  return row?.digest ?? ''
}

/**
 * Why assignments cannot be carried out, with how many they reach, by asset; and how many are refused because their last order failed, or
 * with the reason that Apple gave for not making them a user.
 */
export async function countRefusals(db: Db): Promise<{ assetId: string; reason: string; count: number }[]> {
  return db.$queryRaw<{ assetId: string; reason: string; count: number }[]>(Prisma.sql`
    select s.asset_id as "assetId", s.reason, count(*)::int as count
    from decided_subjects s where s.kind = 'refused' and not s.is_overruled group by s.asset_id, s.reason
    union all
    select w.asset_id, ${refusal}, count(*)::int from wanted_licenses w
    join planned p on p.asset_id = w.asset_id and p.subject_id = coalesce(w.device_id, w.person_id)
    where p.outcome = 'refused' and ${isRefused} group by 1, 2
    order by 3 desc, 2`)
}

/** The reason of a refusal that lies in the last order, not in the assignment. */
export const failedOrder = 'failedOrder'

/** Of who is wanted: `w`. */
const isRefused = Prisma.sql`(w.has_failed or w.refusal is not null)`
const refusal = Prisma.raw(`coalesce(w.refusal, '${failedOrder}')`)

// Those of whom nothing is to come are left out: an Uninstall that wins where nothing is held.
const conflicts = Prisma.sql`
  decided_subjects s
  left join planned pd on pd.asset_id = s.asset_id and pd.device_id = s.device_id
  left join planned pp on pp.asset_id = s.asset_id and pp.device_id is null and pp.person_id = s.person_id
  left join devices d on d.id = s.device_id
  left join people who on who.id = s.person_id`
const isConflict = (assetId?: string) =>
  Prisma.sql`s.is_conflict and not s.is_overruled and coalesce(pd.subject_id, pp.subject_id) is not null and ${isOfAsset(assetId, 's')}`

/** How many assignments that ask for different things reach somebody, by asset. */
export async function countConflicts(db: Db): Promise<{ assetId: string; count: number }[]> {
  return db.$queryRaw<{ assetId: string; count: number }[]>(Prisma.sql`
    select s.asset_id as "assetId", count(*)::int as count from ${conflicts} where ${isConflict()} group by s.asset_id`)
}

/** Devices that are to get the app, by what decides what their people are asked (P30), and how many of them block the iTunes Store. */
export type PromptCount = {
  ownership: DeviceOwnership
  isSupervised: boolean
  isKiosk: boolean
  licenseType: LicenseType
  count: number
  /** Of those whose person has to accept the invitation first. */
  storeBlockedCount: number
}

export async function countPrompts(db: Db, assetId: string): Promise<PromptCount[]> {
  return db.$queryRaw<PromptCount[]>(Prisma.sql`
    select d.ownership, d.is_supervised as "isSupervised", d.is_kiosk as "isKiosk", asked.license_type as "licenseType",
      count(*)::int as count,
      count(*) filter (where d.is_store_blocked and asked.outcome = 'invites')::int as "storeBlockedCount"
    from (
      select p.device_id, p.license_type, p.outcome from planned p where p.license_type = 'device'
      union all
      select s.device_id, p.license_type, p.outcome
      from planned p join decided_subjects s on s.person_id = p.person_id
      where p.license_type = 'user' and s.license_type = 'user' and s.asset_id = ${assetId}::uuid and s.kind = 'due'
        and s.intent <> 'uninstall' and not s.is_overruled) asked
    join devices d on d.id = asked.device_id
    where asked.outcome in ('gets', 'invites', 'short', 'offered')
    group by 1, 2, 3, 4`)
}

/** How many who are in line, or await an invitation, nobody asks for any more. */
export async function countLeavingLine(db: Db, title: TitleAsset[], scope: Scope): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>(
    countOf(
      Prisma.sql`license_orders o`,
      Prisma.sql`${isOrderInScope(title, scope)} and o.kind = 'associate' and o.state in ('waiting', 'awaitingAcceptance')
        and not ${isWanted}`,
    ),
  )
  return countIn(rows)
}

export type PlannedItem = {
  id: string
  outcome: PlanOutcome
  licenseType: LicenseType | null
  intent: Intent | null
  device: { id: string; name: string; serialNumber: string | null } | null
  person: { id: string; displayName: string; email: string } | null
  place: number | null
  /** Of the assignments that reach it, in the list that the working-out answered. */
  classId: number | null
  /** Why it is refused, where that lies in no assignment: `failedOrder`, or what Apple says. */
  refusal: string | null
}

/**
 * Who is behind a number of what is planned for an asset, by name, and who is short by place; search finds parts of names, serial numbers
 * and e-mail addresses.
 */
export async function listPlanned(
  db: Db,
  request: Omit<ListRequest, 'sort'> & { assetId: string; show: PlanOutcome | 'conflict' },
): Promise<ListPage<PlannedItem>> {
  const isOfConflicts = request.show === 'conflict'
  const name = isOfConflicts
    ? Prisma.sql`lower(coalesce(d.name, who.display_name))`
    : Prisma.sql`lower(coalesce(d.name, who.display_name, p.name))`
  const keys: Record<string, SortKey> = {
    name: { expression: name, type: 'text' },
    place: { expression: Prisma.sql`p.place`, type: 'int' },
  }
  const id = isOfConflicts
    ? Prisma.sql`coalesce(s.device_id, s.person_id)`
    : Prisma.sql`md5(p.asset_id::text || p.subject_id)::uuid`
  const paging = keyset({ ...request, sort: request.show === 'short' ? 'place' : 'name' }, keys, id)
  const columns = ['d.name', 'd.serial_number', 'who.display_name', 'who.email'].map((column) => Prisma.raw(column))
  const from = isOfConflicts ? conflicts : outcomes
  const where = allOf(
    isOfConflicts ? isConflict(request.assetId) : Prisma.sql`p.outcome = ${request.show}`,
    matches(request.search, columns),
  )
  const about = Prisma.sql`
    case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'serialNumber', d.serial_number) end as device,
    case when who.id is not null then json_build_object('id', who.id, 'displayName', who.display_name, 'email', who.email) end as person`
  const item = isOfConflicts
    ? Prisma.sql`
      coalesce(pd.outcome, pp.outcome) as outcome, s.license_type as "licenseType", s.intent, coalesce(pd.place, pp.place) as place,
      s.class_id as "classId", null as refusal`
    : Prisma.sql`
      p.outcome, p.license_type as "licenseType", p.intent, p.place, ${classOf} as "classId",
      case when p.outcome = 'refused' then (select ${refusal} from wanted_licenses w where ${isRefused} and w.asset_id = p.asset_id
        and coalesce(w.device_id, w.person_id) = p.subject_id limit 1) end as refusal`
  // A page looks up a few of them.
  await db.$executeRaw(Prisma.sql`create index on decided_subjects (device_id)`)
  await db.$executeRaw(Prisma.sql`create index on decided_subjects (person_id)`)
  const rows = await db.$queryRaw<(PlannedItem & { sortKey: string })[]>(Prisma.sql`
    select ${id} as id, ${about}, ${item}, ${paging.key} as "sortKey"
    from ${from} where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`)
  return paging.page(rows, countIn(await db.$queryRaw<{ count: number }[]>(countOf(from, where))))
}

/** A device with its primary user, or the person whose license it is. */
const outcomes = Prisma.sql`
  planned p left join devices d on d.id = p.device_id
  left join people who on who.id = coalesce(p.person_id, d.person_id)`

/** What is worth telling of a person is what happens to the device that is refused, or that assignments are at odds about. */
const classOf = Prisma.sql`(
  select s.class_id from (
    select * from decided_subjects where device_id = p.device_id
    union all select * from decided_subjects where p.device_id is null and person_id = p.person_id) s
  where s.asset_id = p.asset_id
  order by (s.kind = 'refused') = (p.outcome = 'refused') desc, s.is_conflict desc, s.class_id limit 1)`

/** What stands in the way of an asset as a whole: its token, and whether Apple still lists it. */
export async function findPlanFacts(
  db: Db,
  assetId: string,
): Promise<
  { state: TokenState; stateReason: string | null; pausedAt: Date | null; vanishedAt: Date | null } | undefined
> {
  const asset = await db.asset.findUnique({
    where: { id: assetId },
    select: { vanishedAt: true, token: { select: { state: true, stateReason: true, pausedAt: true } } },
  })
  return asset === null ? undefined : { ...asset.token, vanishedAt: asset.vanishedAt }
}
