import { Prisma } from '../../generated/prisma/client.ts'
import type { Db } from '../../client.ts'
import { allOf, countIn, countOf, matches } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

export type ActivityRow = {
  id: string
  at: Date
  actor: string
  action: string
  resourceKind: string
  resourceId: string | null
  resourceName: string
  summary: string
  before: unknown
  after: unknown
}

const keys: Record<string, SortKey> = { at: { expression: Prisma.sql`v.at`, type: 'timestamptz' } }

/** Who did what (P38). */
export async function listActivity(
  db: Db,
  request: ListRequest & { resourceKind?: string | undefined; resourceId?: string | undefined },
): Promise<ListPage<ActivityRow>> {
  const paging = keyset(request, keys, Prisma.sql`v.id`)
  const where = allOf(
    request.resourceKind === undefined ? undefined : Prisma.sql`v.resource_kind = ${request.resourceKind}`,
    request.resourceId === undefined ? undefined : Prisma.sql`v.resource_id = ${request.resourceId}::uuid`,
    matches(request.search, [Prisma.sql`v.resource_name`, Prisma.sql`v.actor`, Prisma.sql`v.summary`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(ActivityRow & { sortKey: Date })[]>(Prisma.sql`
      select v.id, v.at, v.actor, v.action, v.resource_kind as "resourceKind", v.resource_id as "resourceId",
        v.resource_name as "resourceName", v.summary, v.before, v.after, ${paging.key} as "sortKey"
      from activity v where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`activity v`, where)),
  ])
  return paging.page(rows, countIn(counts))
}
