import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isPromised } from '../conditions.ts'
import type { Scope } from './reached-subjects.ts'
import type { TitleAsset } from '../apps/title-assets.ts'
import { isDue, isOurReclaim, isOrderInScope, isWanted } from '../orders/title-orders.ts'

/** Licenses of one asset before and after what is planned, as numbers. */
export type PlanAsset = {
  assetId: string
  tokenId: string
  tokenName: string
  name: string
  isUnlimited: boolean
  /** Free and promised to nobody. */
  freeBefore: number
  /** The same once everybody in line is served, and what goes back at once given out again. */
  freeAfter: number
  shortCount: number
}

type Options = { scope: Scope; now: Date; assetId?: string | undefined }

/**
 * Turns a title that was worked out into `planned`, for this transaction: what becomes of each target (P19), one row per device or person
 * and asset. Free licenses are handed out in the order of the line (P22), to which everybody who waits already belongs, and what goes back
 * at once counts as free; so `gets` and the place of who is `short` are what would happen. With `assetId` only rows of that asset, and of
 * whom its list reaches, are shown.
 */
export async function planLicenses(db: Db, title: TitleAsset[], options: Options): Promise<PlanAsset[]> {
  await db.$executeRaw(Prisma.sql`drop table if exists planned, plan_line, plan_assets`)
  await countFree(db, title, options)
  await formLine(db, title, options)
  // Without knowing how many there are, the next statements would sort where they can look up.
  await db.$executeRaw(Prisma.sql`analyze plan_assets, plan_line (asset_id, subject_id)`)
  await writePlanned(db, title, options)
  await addRefused(db, options)
  return db.$queryRaw<PlanAsset[]>(Prisma.sql`
    select p.asset_id as "assetId", p.token_id as "tokenId", t.display_name as "tokenName", a.name, p.is_unlimited as "isUnlimited",
      p.free_before::int as "freeBefore", (p.free_total - least(p.free_total, line.count))::int as "freeAfter",
      (line.count - least(p.free_total, line.count))::int as "shortCount"
    from plan_assets p join assets a on a.id = p.asset_id join tokens t on t.id = p.token_id
    cross join lateral (select count(*) from plan_line l where l.asset_id = p.asset_id) line
    order by p.asset_id is distinct from ${options.assetId ?? null}::uuid, t.display_name, p.asset_id`)
}

/** An order that takes a license back and that nothing stops: `o`. */
const goesBack = Prisma.sql`
  o.kind = 'disassociate' and (o.state in ('sent', 'unknown') or o.state = 'reserved' and not (${isOurReclaim} and ${isDue}))`

/** What is free for the line of each asset: what Apple says, less what stays promised, plus what goes back at once. */
async function countFree(db: Db, title: TitleAsset[], { scope }: Options): Promise<void> {
  const isCanceled = Prisma.sql`o.state = 'reserved' and ${isOrderInScope(title, scope)} and not ${isWanted}`
  await db.$executeRaw(Prisma.sql`
    create temporary table plan_assets on commit drop as
    select a.id as asset_id, a.token_id, a.total_count = 2147483647 as is_unlimited,
      greatest(0, a.available_count - promised.before) as free_before,
      case when t.paused_at is null then greatest(0, a.available_count - promised.after + back.count) else 0 end as free_total
    from assets a join tokens t on t.id = a.token_id
    cross join lateral (
      select count(*) as before, count(*) filter (where not (${isCanceled})) as after
      from license_orders o where o.asset_id = a.id and ${isPromised('o')}) promised
    cross join lateral (
      select (select count(*) from license_orders o where o.asset_id = a.id and o.settled_at is null and ${goesBack})
        + (select count(*) from unwanted_licenses u where u.asset_id = a.id and u.fate = 'loses' and not exists (
            select 1 from license_orders o where o.asset_id = u.asset_id and o.target_type = u.target_type
              and o.target = u.target and o.settled_at is null)) as count) back
    where a.id = any(${title.map(({ id }) => id)}::uuid[])`)
}

/** Who is in line for each asset: who waits and still wants it, and who joins. */
async function formLine(db: Db, title: TitleAsset[], { scope, now }: Options): Promise<void> {
  const assetIds = Prisma.sql`${title.map(({ id }) => id)}::uuid[]`
  const formerTime = Prisma.sql`(
    select min(o.queued_at) from license_orders o
    where o.asset_id = any(${assetIds}) and o.asset_id <> w.asset_id and o.target_type = w.target_type
      and (o.target = w.target or o.person_id = w.person_id) and o.kind = 'associate'
      and o.state in ('awaitingAcceptance', 'waiting', 'reserved'))`
  const joinedAt = title.length > 1 ? Prisma.sql`coalesce(${formerTime}, ${now})` : Prisma.sql`${now}::timestamptz`
  const others =
    scope === 'all'
      ? Prisma.empty
      : Prisma.sql`
        union all
        select o.asset_id, null, o.priority, o.queued_at, o.target_name, o.id
        from license_orders o where o.asset_id = any(${assetIds}) and o.state = 'waiting' and not (${isOrderInScope(title, scope)})`
  await db.$executeRaw(Prisma.sql`
    create temporary table plan_line on commit drop as
    select asset_id, subject_id, (row_number() over (
      partition by asset_id order by priority, queued_at, name, order_id, subject_id))::int as rank
    from (
      select w.asset_id, ${subjectOf('w')}, w.priority,
        case when w.standing in ('waiting', 'awaitingAcceptance') then w.queued_at else ${joinedAt} end, w.name,
        case when w.standing = 'waiting' then w.order_id end
      from wanted_licenses w left join people p on p.id = w.person_id
      left join license_orders o on o.id = w.returning_order_id
      where w.is_asked and (w.standing = 'waiting'
        or ${isAccepted} and w.refusal is null and (w.standing = 'awaitingAcceptance'
          or w.standing is null and not w.has_failed or w.standing = 'held' and ${goesBack}))
      ${others}) asking (asset_id, subject_id, priority, queued_at, name, order_id)`)
}

/** A Managed Apple Account is associated without being asked (P26). */
const isAccepted = Prisma.sql`(w.is_accepted or p.managed_apple_id is not null)`

/** Whose license it is: a device, or, of a user license, a person. */
const subjectOf = (table: string) => Prisma.raw(`coalesce(${table}.device_id, ${table}.person_id)`)

async function writePlanned(db: Db, title: TitleAsset[], { assetId }: Options): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    create temporary table planned on commit drop as
    with outcomes as (
      select w.asset_id, ${subjectOf('w')} as subject_id, w.device_id, w.person_id, w.name, w.target_type as license_type, w.intent,
        case
          when w.standing = 'held' and (o.id is null or not (${goesBack})) then 'keeps'
          when w.standing = 'promised' and w.is_asked then 'gets'
          when not w.is_asked then case when w.standing = 'held' then 'loses' else 'offered' end
          when l.rank <= f.free_total then 'gets'
          when l.rank is not null then 'short'
          when w.has_failed or w.refusal is not null then 'refused'
          else 'invites' end as outcome,
        case when l.rank > f.free_total then (l.rank - f.free_total)::int end as place
      from wanted_licenses w join plan_assets f on f.asset_id = w.asset_id
      left join plan_line l on l.asset_id = w.asset_id and l.subject_id = ${subjectOf('w')}
      left join license_orders o on o.id = w.returning_order_id
      union all
      select u.asset_id, ${subjectOf('u')}, u.device_id, u.person_id, u.name, u.target_type,
        case u.fate when 'removal' then 'uninstall'::intent end,
        case when u.fate <> 'stays' or o.id is not null then 'loses' else 'stays' end, null
      from unwanted_licenses u
      left join license_orders o on o.asset_id = u.asset_id and o.target_type = u.target_type and o.target = u.target
        and o.settled_at is null and o.kind = 'disassociate' and o.state <> 'awaitingRemoval')
    select outcomes.* from outcomes where ${isShown(title.length > 1 ? assetId : undefined)}`)
}

/** Adds whom an assignment reaches that cannot be carried out, where there is nothing else to say than that a license stays. */
async function addRefused(db: Db, { assetId }: Options): Promise<void> {
  const refused = Prisma.sql`
    select distinct on (s.asset_id, ${subjectOf('s')}) s.asset_id, ${subjectOf('s')} as subject_id, s.device_id,
      case when s.device_id is null then s.person_id end as person_id, s.license_type, s.intent
    from decided_subjects s where s.kind = 'refused' and not s.is_overruled and ${isOfAsset(assetId, 's')}`
  await db.$executeRaw(Prisma.sql`
    delete from planned p using (${refused}) s
    where p.outcome = 'stays' and p.asset_id = s.asset_id and p.subject_id = s.subject_id`)
  await db.$executeRaw(Prisma.sql`
    insert into planned (asset_id, subject_id, device_id, person_id, name, license_type, intent, outcome)
    select s.asset_id, s.subject_id, s.device_id, s.person_id,
      coalesce(d.name, who.display_name), s.license_type, s.intent, 'refused'
    from (${refused}) s left join devices d on d.id = s.device_id left join people who on who.id = s.person_id
    where s.subject_id not in (select subject_id from planned)`)
  await db.$executeRaw(Prisma.sql`analyze planned (outcome, license_type)`)
}

const isShown = (assetId: string | undefined): Prisma.Sql =>
  assetId === undefined
    ? Prisma.sql`true`
    : Prisma.sql`(asset_id = ${assetId}::uuid
        or device_id in (select device_id from decided_subjects where asset_id = ${assetId}::uuid and device_id is not null)
        or device_id is null and person_id in (
          select person_id from decided_subjects where asset_id = ${assetId}::uuid and person_id is not null))`

/** Of the asset that the plan is about, or of all of the title. */
export const isOfAsset = (assetId: string | undefined, table: string): Prisma.Sql =>
  assetId === undefined ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(table)}.asset_id = ${assetId}::uuid`
