import type { GroupKind } from '@pomona/domain'
import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

export type GroupSummary = {
  id: string
  displayName: string
  description: string
  kind: GroupKind
  memberCount: number
  assignmentCount: number
  createdAt: Date
}

export type GroupMemberRow = { id: string; displayName: string; detail: string }

const keys: Record<string, SortKey> = {
  displayName: { expression: Prisma.sql`lower(g.display_name)`, type: 'text' },
}

/** How many members the group `g` has. */
export const memberCount = Prisma.sql`
  case g.kind
    when 'device' then (select count(*)::int from device_group_members d where d.group_id = g.id)
    else (select count(*)::int from user_group_members u where u.group_id = g.id) end`

const columns = Prisma.sql`
  g.id, g.display_name as "displayName", g.description, g.kind, g.created_at as "createdAt",
  ${memberCount} as "memberCount",
  (select count(*)::int from assignments s where s.group_id = g.id) as "assignmentCount"`

/** Groups of devices and of people. */
export async function listGroups(
  db: Db,
  request: ListRequest & { kind?: GroupKind | undefined },
): Promise<ListPage<GroupSummary>> {
  const paging = keyset(request, keys, Prisma.sql`g.id`)
  const where = allOf(
    request.kind === undefined ? undefined : Prisma.sql`g.kind = ${request.kind}::group_kind`,
    matches(request.search, [Prisma.sql`g.display_name`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(GroupSummary & { sortKey: string })[]>(Prisma.sql`
      with g as materialized (
        select g.* from groups g where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit})
      select ${columns}, ${paging.key} as "sortKey" from g order by ${paging.orderBy}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`groups g`, where)),
  ])
  return paging.page(rows, countIn(counts))
}

/** One group. */
export async function findGroupSummary(db: Db, id: string): Promise<GroupSummary | undefined> {
  const [row] = await db.$queryRaw<GroupSummary[]>(Prisma.sql`select ${columns} from groups g where g.id = ${id}::uuid`)
  return row
}

const membersOf = {
  device: {
    from: Prisma.sql`device_group_members j join devices m on m.id = j.device_id`,
    name: Prisma.sql`m.name`,
    detail: Prisma.sql`m.serial_number`,
  },
  user: {
    from: Prisma.sql`user_group_members j join people m on m.id = j.person_id`,
    name: Prisma.sql`m.display_name`,
    detail: Prisma.sql`m.email`,
  },
}

/** The devices or people of one group. */
export async function listMembers(
  db: Db,
  request: ListRequest & { group: { id: string; kind: GroupKind } },
): Promise<ListPage<GroupMemberRow>> {
  const { from, name, detail } = membersOf[request.group.kind]
  const sortKeys: Record<string, SortKey> = { displayName: { expression: Prisma.sql`lower(${name})`, type: 'text' } }
  const paging = keyset(request, sortKeys, Prisma.sql`m.id`)
  const where = allOf(Prisma.sql`j.group_id = ${request.group.id}::uuid`, matches(request.search, [name, detail]))
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(GroupMemberRow & { sortKey: string })[]>(Prisma.sql`
      select m.id, ${name} as "displayName", coalesce(${detail}, '') as detail, ${paging.key} as "sortKey"
      from ${from} where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(countOf(from, where)),
  ])
  return paging.page(rows, countIn(counts))
}
