import type { GroupKind } from '@pomona/domain'
import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'

export type GroupRow = { id: string; displayName: string; description: string; kind: GroupKind }

/** Reads a group and holds it until the transaction ends. */
export async function lockGroup(db: Db, id: string): Promise<GroupRow | undefined> {
  const [group] = await db.$queryRaw<GroupRow[]>(Prisma.sql`
    select id, display_name as "displayName", description, kind from groups where id = ${id}::uuid for no key update`)
  return group
}

/** Reads a group and holds nobody up. */
export async function findGroup(db: Db, id: string): Promise<GroupRow | undefined> {
  const group = await db.group.findUnique({
    where: { id },
    select: { id: true, displayName: true, description: true, kind: true },
  })
  return group ?? undefined
}

/** Inserts a group; absent when the name is taken. */
export async function insertGroup(db: Db, group: Omit<GroupRow, 'id'>): Promise<GroupRow | undefined> {
  const [created] = await db.group.createManyAndReturn({ data: [group], skipDuplicates: true })
  return created
}

export async function isGroupNameTaken(db: Db, displayName: string, exceptId: string): Promise<boolean> {
  return (await db.group.count({ where: { displayName, id: { not: exceptId } } })) > 0
}

export async function updateGroup(db: Db, id: string, changes: Partial<Omit<GroupRow, 'id' | 'kind'>>): Promise<void> {
  await db.group.update({ where: { id }, data: changes })
}

export async function deleteGroup(db: Db, id: string): Promise<void> {
  await db.group.delete({ where: { id } })
}

const tableOf = (kind: GroupKind) =>
  kind === 'device'
    ? { members: Prisma.raw('device_group_members'), column: Prisma.raw('device_id'), things: Prisma.raw('devices') }
    : {
        members: Prisma.raw('user_group_members'),
        column: Prisma.raw('person_id'),
        things: Prisma.raw('(select id from people where removed_at is null)'),
      }

/** Adds members by id and answers those that are new. Ids that nobody has are left out: check them first. */
export async function addMembers(db: Db, group: Pick<GroupRow, 'id' | 'kind'>, ids: string[]): Promise<string[]> {
  const { members, column, things } = tableOf(group.kind)
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    insert into ${members} (group_id, ${column})
    select ${group.id}::uuid, id from ${things} things where id = any(${ids}::uuid[])
    on conflict do nothing returning ${column} as id`)
  return rows.map((row) => row.id)
}

/** Removes members by id and answers those that were there. */
export async function removeMembers(db: Db, group: Pick<GroupRow, 'id' | 'kind'>, ids: string[]): Promise<string[]> {
  const { members, column } = tableOf(group.kind)
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    delete from ${members} where group_id = ${group.id}::uuid and ${column} = any(${ids}::uuid[]) returning ${column} as id`)
  return rows.map((row) => row.id)
}

/** Removes every member that is not in `ids`, and answers who that was. */
export async function keepMembers(db: Db, group: Pick<GroupRow, 'id' | 'kind'>, ids: string[]): Promise<string[]> {
  const { members, column } = tableOf(group.kind)
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    delete from ${members} where group_id = ${group.id}::uuid and ${column} <> all(${ids}::uuid[]) returning ${column} as id`)
  return rows.map((row) => row.id)
}

/** Who is a member: devices or people, as the group's kind says. */
export async function listMemberIds(db: Db, group: Pick<GroupRow, 'id' | 'kind'>): Promise<string[]> {
  const { members, column } = tableOf(group.kind)
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select ${column} as id from ${members} where group_id = ${group.id}::uuid`)
  return rows.map((row) => row.id)
}

export async function countMembers(db: Db, group: Pick<GroupRow, 'id' | 'kind'>): Promise<number> {
  const { members } = tableOf(group.kind)
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from ${members} where group_id = ${group.id}::uuid`)
  return row?.count ?? 0
}

/** Positions in `ids` of those that no device (or no person who is still here) has. */
export async function findUnknownIds(db: Db, kind: GroupKind, ids: string[]): Promise<number[]> {
  const { things } = tableOf(kind)
  const rows = await db.$queryRaw<{ position: number }[]>(Prisma.sql`
    select (place - 1)::int as position from unnest(${ids}::uuid[]) with ordinality as given (id, place)
    where not exists (select 1 from ${things} t where t.id = given.id) order by place`)
  return rows.map((row) => row.position)
}

/** The device of each serial number, in the order given; absent where there is none. */
export async function findDevicesBySerial(db: Db, serialNumbers: string[]): Promise<(string | undefined)[]> {
  const rows = await db.$queryRaw<{ id: string | null }[]>(Prisma.sql`
    select d.id from unnest(${serialNumbers}::text[]) with ordinality as given (serial, place)
    left join devices d on d.serial_number = given.serial order by place`)
  return rows.map((row) => row.id ?? undefined)
}

/** Who is still here and has each address, as e-mail address or else as Managed Apple Account, in the order given; absent where nobody has it. */
export async function findPeopleByAddress(db: Db, addresses: string[]): Promise<(string | undefined)[]> {
  const rows = await db.$queryRaw<{ id: string | null }[]>(Prisma.sql`
    select coalesce(by_email.id, by_account.id) as id
    from unnest(${addresses}::text[]) with ordinality as given (address, place)
    left join people by_email on by_email.email = given.address and by_email.removed_at is null
    left join people by_account on by_account.managed_apple_id = given.address and by_account.removed_at is null
    order by place`)
  return rows.map((row) => row.id ?? undefined)
}
