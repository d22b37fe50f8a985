import type { LicenseType } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isOfLiveToken } from '../conditions.ts'
import type { Scope } from './reached-subjects.ts'
import type { AssociationKey } from '../notifications/told-associations.ts'

/** From so many marks of one change on, the titles are marked as a whole: reading everybody costs less than naming so many. */
const namedMax = 5_000

/** Marks what `source` answers (adam_id, device_id, person_id), and has those titles worked out once the transaction is through. */
const marking = (source: Prisma.Sql): Prisma.Sql => Prisma.sql`
    with marked as (
      insert into reconcile_marks (adam_id, device_id, person_id)
      select distinct adam_id, device_id, person_id from (${source}) touched
      returning adam_id)
    select ${reconcileJob(Prisma.sql`adam_id`)} is not null as done from (select distinct adam_id from marked) titles`

async function mark(db: Db, source: Prisma.Sql): Promise<void> {
  await db.$queryRaw(marking(source))
}

/** One job per title, on a queue of the title; asking again before it has begun changes nothing. */
const reconcileJob = (adamId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (graphile_worker.add_job('reconcile-title', payload => json_build_object('adamId', ${adamId}),
    queue_name => 'title:' || ${adamId}, max_attempts => 25, job_key => 'reconcile:' || ${adamId})).id`

/** The assignment lists that name a group: the whole titles. */
export async function markTitlesOfGroup(db: Db, groupId: string): Promise<void> {
  await mark(
    db,
    Prisma.sql`
      select a.adam_id, null::uuid as device_id, null::uuid as person_id
      from assignments s join assets a on a.id = s.asset_id where s.group_id = ${groupId}::uuid`,
  )
}

/** Members that joined or left a group: every app assigned to it, for them alone. */
export async function markMembers(
  db: Db,
  group: { id: string; kind: 'user' | 'device' },
  ids: string[],
): Promise<void> {
  if (ids.length > namedMax) return markTitlesOfGroup(db, group.id)
  const [device, person] = group.kind === 'device' ? ['changed.id', 'null::uuid'] : ['null::uuid', 'changed.id']
  await mark(
    db,
    Prisma.sql`
      select a.adam_id, ${Prisma.raw(device ?? '')} as device_id, ${Prisma.raw(person ?? '')} as person_id
      from assignments s join assets a on a.id = s.asset_id cross join unnest(${ids}::uuid[]) as changed (id)
      where s.group_id = ${group.id}::uuid`,
  )
}

/** Titles that reach a device or person by any assignment, or of which an order is open or a license held. */
const titlesOf = (deviceIds: string[], personIds: string[]): Prisma.Sql => Prisma.sql`
  with given as (
    select d.id as device_id, d.person_id, d.serial_number from devices d where d.id = any(${deviceIds}::uuid[])
    union select d.id, d.person_id, d.serial_number from devices d where d.person_id = any(${personIds}::uuid[])
    union all select null, id, null from unnest(${personIds}::uuid[]) as named (id)),
  assigned as (
    select g.device_id, g.person_id, s.asset_id from given g join device_group_members m on m.device_id = g.device_id
      join assignments s on s.group_id = m.group_id
    union select g.device_id, g.person_id, s.asset_id from given g join user_group_members m on m.person_id = g.person_id
      join assignments s on s.group_id = m.group_id
    union select g.device_id, g.person_id, s.asset_id from given g cross join assignments s where s.target_kind <> 'group'
    union select g.device_id, g.person_id, h.asset_id from given g
      join associations h on h.target = g.serial_number and h.target_type = 'device'
    union select g.device_id, g.person_id, h.asset_id from given g join vpp_users v on v.person_id = g.person_id
      join associations h on h.target = v.client_user_id and h.target_type = 'user'
    union select g.device_id, g.person_id, o.asset_id from given g
      join license_orders o on o.device_id = g.device_id and (o.settled_at is null or o.state = 'failed')
    union select g.device_id, g.person_id, o.asset_id from given g
      join license_orders o on o.person_id = g.person_id and (o.settled_at is null or o.state = 'failed'))
  select a.adam_id, assigned.device_id, case when assigned.device_id is null then assigned.person_id end as person_id
  from assigned join assets a on a.id = assigned.asset_id`

type Subjects = { deviceIds?: string[]; personIds?: string[] }

/** Devices or people that came, changed or are about to go: every title that may reach them or that they have something of. */
export async function markSubjects(db: Db, { deviceIds = [], personIds = [] }: Subjects): Promise<void> {
  if (deviceIds.length + personIds.length > 0) await mark(db, titlesOf(deviceIds, personIds))
}

/** The same as a statement. */
export const markingOf = ({ deviceIds = [], personIds = [] }: Subjects): Prisma.Sql =>
  marking(titlesOf(deviceIds, personIds))

/** Whole titles, such as that of a saved assignment list. */
export async function markAssets(db: Db, assetIds: string[]): Promise<void> {
  await mark(
    db,
    Prisma.sql`
      select adam_id, null::uuid as device_id, null::uuid as person_id from assets where id = any(${assetIds}::uuid[])`,
  )
}

/** Holders of which Apple told something that we did not order: those among them who are ours. */
export async function markTold(db: Db, tokenId: string, told: readonly AssociationKey[]): Promise<void> {
  if (told.length === 0) return
  const given = Prisma.sql`json_to_recordset(${JSON.stringify(told)}::json) as given
    ("adamId" text, "pricingParam" pricing_param, "targetType" license_type, target text)`
  await mark(
    db,
    ofHolders(Prisma.sql`
      select a.id as asset_id, given."targetType" as target_type, given.target from ${given}
      join assets a on a.token_id = ${tokenId}::uuid and a.adam_id = given."adamId" and a.pricing_param = given."pricingParam"`),
  )
}

/** P18: what a token that goes away has in common with others; whoever was served by it may be due a license of theirs. */
export async function markSharedTitles(db: Db, tokenId: string): Promise<void> {
  await mark(
    db,
    Prisma.sql`
      select a.adam_id, null::uuid as device_id, null::uuid as person_id from assets a
      where a.token_id = ${tokenId}::uuid and exists (
        select 1 from assets b join assignments s on s.asset_id = b.id where b.adam_id = a.adam_id and b.token_id <> a.token_id)`,
  )
}

/** Targets of one asset, by whatever name Apple knows them. */
export async function markTargets(
  db: Db,
  assetId: string,
  targets: readonly { targetType: LicenseType; target: string }[],
): Promise<void> {
  if (targets.length === 0) return
  await mark(
    db,
    ofHolders(Prisma.sql`
      select ${assetId}::uuid as asset_id, given."targetType" as target_type, given.target
      from json_to_recordset(${JSON.stringify(targets)}::json) as given ("targetType" license_type, target text)`),
  )
}

/** The same as a statement, for holders that a query answers (asset_id, target_type, target). */
export const markHolders = (holders: Prisma.Sql): Prisma.Sql => marking(ofHolders(holders))

/** Titles that nobody is assigned and nobody waits for are nobody's concern. */
const ofHolders = (holders: Prisma.Sql): Prisma.Sql => Prisma.sql`
  with held as materialized (${holders}),
  titles as (
    select a.id, a.adam_id, a.token_id from assets a
    where a.id in (select asset_id from held) and exists (
      select 1 from assets b where b.adam_id = a.adam_id and (exists (select 1 from assignments s where s.asset_id = b.id)
        or exists (select 1 from license_orders o where o.asset_id = b.id and o.settled_at is null))))
  select a.adam_id, d.id as device_id, null::uuid as person_id
  from held join titles a on a.id = held.asset_id join devices d on held.target_type = 'device' and d.serial_number = held.target
  union all
  select a.adam_id, null, v.person_id
  from held join titles a on a.id = held.asset_id
  join vpp_users v on held.target_type = 'user' and v.token_id = a.token_id and v.client_user_id = held.target
  where v.person_id is not null`

/** Orders of a settled batch that somebody had wanted otherwise meanwhile. */
export async function markSuperseded(db: Db, batchId: string): Promise<void> {
  await mark(
    db,
    ofHolders(Prisma.sql`
      select asset_id, target_type, target from license_orders where batch_id = ${batchId}::uuid and is_superseded`),
  )
}

/**
 * P18: whoever waits in one token's line while another token that is assigned to has licenses free: as many of the line as are free.
 */
export async function markRelieved(db: Db): Promise<void> {
  await mark(
    db,
    Prisma.sql`
      with line as (
        select distinct o.asset_id, a.adam_id from license_orders o join assets a on a.id = o.asset_id where o.state = 'waiting'),
      free as (
        select l.asset_id, l.adam_id, sum(b.available_count) as count
        from line l join assets b on b.adam_id = l.adam_id and b.id <> l.asset_id and b.available_count > 0
        join tokens t on t.id = b.token_id and t.deleted_at is null and t.paused_at is null and t.state in ('valid', 'expiring')
        where exists (select 1 from assignments s where s.asset_id = b.id)
          and b.available_count > (
            select count(*) from license_orders o where o.asset_id = b.id and o.kind = 'associate' and o.settled_at is null)
        group by 1, 2)
      select f.adam_id, w.device_id, case when w.device_id is null then w.person_id end as person_id
      from free f cross join lateral (
        select o.device_id, o.person_id from license_orders o
        where o.asset_id = f.asset_id and o.state = 'waiting' and (o.device_id is not null or o.person_id is not null)
        order by o.priority, o.queued_at, o.target_name, o.id limit least(f.count, ${namedMax})) w`,
  )
}

/** Has every title worked out for everybody, when nothing else is to do; returns how many. */
export async function queueEveryTitle(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ done: boolean }[]>(Prisma.sql`
    with titles as (
      select distinct a.adam_id from assets a
      where ${isOfLiveToken('a.token_id')} and (a.id in (select asset_id from assignments)
        or a.id in (select asset_id from license_orders where settled_at is null))),
    marked as (
      insert into reconcile_marks (adam_id) select adam_id from titles returning adam_id)
    select (graphile_worker.add_job('reconcile-title', payload => json_build_object('adamId', adam_id),
      queue_name => 'title:' || adam_id, job_key => 'reconcile-all:' || adam_id, priority => 10)).id is not null as done from marked`)
  return rows.length
}

/** Takes the marks of a title: whom to look at, `all` when it is marked as a whole, absent when nobody is marked. */
export async function takeMarks(db: Db, adamId: string): Promise<Scope | undefined> {
  const marks = await db.$queryRaw<{ deviceId: string | null; personId: string | null }[]>(Prisma.sql`
    delete from reconcile_marks where adam_id = ${adamId} returning device_id as "deviceId", person_id as "personId"`)
  if (marks.length === 0) return undefined
  if (marks.length > namedMax || marks.some(({ deviceId, personId }) => deviceId === null && personId === null)) {
    return 'all'
  }
  return {
    deviceIds: [...new Set(marks.flatMap(({ deviceId }) => deviceId ?? []))],
    personIds: [...new Set(marks.flatMap(({ personId }) => personId ?? []))],
  }
}
