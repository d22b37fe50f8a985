import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { isBook, type TitleAsset } from '../apps/title-assets.ts'

/** Whom a working-out is about. Named devices bring their primary user along, and people all their devices: they share user licenses. */
export type Scope = 'all' | { deviceIds: string[]; personIds: string[] }

/**
 * Subjects of one asset that the same assignments reach and that are alike in what the rule looks at. There are few such classes however
 * many devices there are, so the rule is asked once per class. Of assignments that ask for the same, only the first of the list counts:
 * the others cannot change the outcome.
 */
export type SubjectClass = {
  assetId: string
  isPerson: boolean
  hasUser: boolean
  isKiosk: boolean
  hasLeft: boolean
  isBeyondFive: boolean
  hasSerialNumber: boolean
  positions: number[]
  count: number
}

/** The primary user that the device `d` has for itself: a Shared iPad has none, and nobody who has left is one. */
export const joinOwner = Prisma.sql`
  left join people owner on owner.id = d.person_id and owner.removed_at is null and not d.is_shared`

/** Devices among which a person's user license is counted (P27). */
export const takesUserLicense = Prisma.sql`not is_shared and not is_kiosk and enrollment_state <> 'unenrolled'`

/** The sixth and every later device of one person, by age (P27); a set of device ids. */
export const beyondFive = (devices: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select id from (
    select id, row_number() over (partition by person_id order by created_at, id) as nth
    from ${devices} owned
    where ${takesUserLicense} and person_id in (
      select person_id from ${devices} many where ${takesUserLicense} and person_id is not null
      group by person_id having count(*) > 5)) ranked
  where nth > 5`

const isScoped = (scope: Scope) => scope !== 'all'
/** What statements about a title read devices and people from. */
export const devicesIn = (scope: Scope): Prisma.Sql =>
  isScoped(scope)
    ? Prisma.sql`(select d.* from scope_devices s join devices d on d.id = s.device_id)`
    : Prisma.sql`devices`
export const peopleIn = (scope: Scope): Prisma.Sql =>
  isScoped(scope)
    ? Prisma.sql`(select p.* from scope_people s join people p on p.id = s.person_id where p.removed_at is null)`
    : Prisma.sql`(select * from people where removed_at is null)`

/** Notes the scope for the statements that follow in this transaction. */
export async function openScope(db: Db, scope: Scope): Promise<void> {
  await db.$executeRaw(Prisma.sql`drop table if exists scope_people, scope_devices`)
  // Enough to aggregate a big fleet in memory.
  if (scope === 'all') return void (await db.$executeRaw(Prisma.sql`set local work_mem = '64MB'`))
  await db.$executeRaw(Prisma.sql`
    create temporary table scope_people on commit drop as
    select id as person_id from people where id = any(${scope.personIds}::uuid[])
    union select person_id from devices where id = any(${scope.deviceIds}::uuid[]) and person_id is not null`)
  await db.$executeRaw(Prisma.sql`
    create temporary table scope_devices on commit drop as
    select id as device_id from devices where id = any(${scope.deviceIds}::uuid[])
    union select d.id from scope_people s join devices d on d.person_id = s.person_id`)
  await db.$executeRaw(Prisma.sql`analyze scope_people, scope_devices`)
}

/**
 * Collects whom the assignments of a title reach, for this transaction, into `reached_subjects`: devices, and people for what is theirs
 * whatever devices they have. Answers the classes among them.
 */
export async function collectReached(db: Db, title: TitleAsset[], scope: Scope): Promise<SubjectClass[]> {
  const givesToUsers = title.some(({ assignments }) => assignments.some(({ licenseType }) => licenseType === 'user'))
  await db.$executeRaw(Prisma.sql`drop table if exists reached_subjects`)
  await db.$executeRaw(Prisma.sql`
    create temporary table reached_subjects on commit drop as
    with beyond_five as (${givesToUsers ? beyondFive(devicesIn(scope)) : Prisma.sql`select null::uuid as id where false`})
    select via.asset_id, false as is_person, d.id as device_id, owner.id as person_id, owner.id is not null as has_user, d.is_kiosk,
      d.enrollment_state = 'unenrolled' as has_left, d.id in (select id from beyond_five) as is_beyond_five,
      d.serial_number is not null as has_serial_number, via.positions
    from (${firstOfEachKind(title, reachedDevices(title, scope))}) via
    join devices d on d.id = via.subject_id ${joinOwner}
    union all
    select via.asset_id, true, null, via.subject_id, true, false, false, false, false, via.positions
    from (${firstOfEachKind(title, reachedPeople(title, scope))}) via`)
  await db.$executeRaw(Prisma.sql`analyze reached_subjects`)
  return db.$queryRaw<SubjectClass[]>(Prisma.sql`
    select asset_id as "assetId", is_person as "isPerson", has_user as "hasUser", is_kiosk as "isKiosk", has_left as "hasLeft",
      is_beyond_five as "isBeyondFive", has_serial_number as "hasSerialNumber", positions, count(*)::int as count
    from reached_subjects
    group by asset_id, is_person, has_user, is_kiosk, has_left, is_beyond_five, has_serial_number, positions
    order by asset_id, positions, is_person`)
}

/** Hash aggregates without a sort: only the first assignment of each kind that the title uses can decide anything. */
const firstOfEachKind = (title: TitleAsset[], reaching: Prisma.Sql): Prisma.Sql => {
  const assignments = title.flatMap((asset) => asset.assignments)
  const used = new Map(assignments.map((each) => [`${each.isExclusion} ${each.intent} ${each.licenseType}`, each]))
  const firsts = [...used.values()].map(({ isExclusion, intent, licenseType }) =>
    isExclusion
      ? Prisma.sql`min(position) filter (where is_exclusion)`
      : Prisma.sql`min(position) filter (where intent = ${intent}::intent and license_type = ${licenseType}::license_type)`,
  )
  const positions =
    firsts.length === 0 ? Prisma.sql`'{}'::int[]` : Prisma.sql`array_remove(array[${Prisma.join(firsts)}], null)`
  return Prisma.sql`select asset_id, subject_id, ${positions} as positions from (${reaching}) reaching group by asset_id, subject_id`
}

const columns = Prisma.sql`a.asset_id, a.position, a.is_exclusion, a.intent, a.license_type`
const nobody = Prisma.sql`select ${columns}, null::uuid as subject_id from assignments a where false`
const together = (branches: Prisma.Sql[]) => (branches.length === 0 ? nobody : Prisma.join(branches, ' union all '))

/** The branch for one way of reaching somebody, when one of the assets uses it at all. */
function via(
  branch: (assets: Prisma.Sql) => Prisma.Sql,
  assets: TitleAsset[],
  reaches: (assignment: TitleAsset['assignments'][number]) => boolean,
): Prisma.Sql[] {
  const used = assets.filter(({ assignments }) => assignments.some(reaches))
  return used.length === 0 ? [] : [branch(Prisma.sql`a.asset_id = any(${used.map(({ id }) => id)}::uuid[])`)]
}

function reachedDevices(title: TitleAsset[], scope: Scope): Prisma.Sql {
  const devices = devicesIn(scope)
  // A book is for people: only an assignment that names devices reaches a device with it, and is refused there.
  const apps = title.filter((asset) => !isBook(asset))
  const inScope = isScoped(scope) ? Prisma.sql`join scope_devices s on s.device_id = m.device_id` : Prisma.empty
  return together([
    ...via(
      (assets) => Prisma.sql`
        select ${columns}, m.device_id as subject_id
        from assignments a join device_group_members m on m.group_id = a.group_id ${inScope} where ${assets}`,
      title,
      ({ groupKind }) => groupKind === 'device',
    ),
    ...via(
      (assets) => Prisma.sql`
        select ${columns}, d.id as subject_id from assignments a cross join ${devices} d where ${assets} and a.target_kind = 'allDevices'`,
      title,
      ({ targetKind }) => targetKind === 'allDevices',
    ),
    ...via(
      (assets) => Prisma.sql`
        select ${columns}, d.id as subject_id
        from assignments a join user_group_members m on m.group_id = a.group_id
        join ${devices} d on d.person_id = m.person_id and not d.is_shared where ${assets}`,
      apps,
      ({ groupKind }) => groupKind === 'user',
    ),
    ...via(
      (assets) => Prisma.sql`
        select ${columns}, d.id as subject_id
        from assignments a cross join ${devices} d
        join people p on p.id = d.person_id and p.removed_at is null
        where ${assets} and a.target_kind = 'allUsers' and not d.is_shared`,
      apps,
      ({ targetKind }) => targetKind === 'allUsers',
    ),
  ])
}

function reachedPeople(title: TitleAsset[], scope: Scope): Prisma.Sql {
  const inScope = isScoped(scope) ? Prisma.sql`join scope_people s on s.person_id = m.person_id` : Prisma.empty
  const without = (person: Prisma.Sql, assets: TitleAsset[]) =>
    assets.some(isBook)
      ? Prisma.sql`true`
      : Prisma.sql`not exists (
          select 1 from devices d where d.person_id = ${person} and not d.is_shared and d.enrollment_state <> 'unenrolled')`
  return together(
    [title.filter(isBook), title.filter((asset) => !isBook(asset))].flatMap((alike) => [
      ...via(
        (assets) => Prisma.sql`
          select ${columns}, m.person_id as subject_id
          from assignments a join user_group_members m on m.group_id = a.group_id ${inScope}
          join people p on p.id = m.person_id and p.removed_at is null
          where ${assets} and ${without(Prisma.sql`m.person_id`, alike)}`,
        alike,
        ({ groupKind }) => groupKind === 'user',
      ),
      ...via(
        (assets) => Prisma.sql`
          select ${columns}, p.id as subject_id
          from assignments a cross join ${peopleIn(scope)} p
          where ${assets} and a.target_kind = 'allUsers' and ${without(Prisma.sql`p.id`, alike)}`,
        alike,
        ({ targetKind }) => targetKind === 'allUsers',
      ),
    ]),
  )
}
