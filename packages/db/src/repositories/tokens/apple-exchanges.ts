import type { Db } from '../../client.ts'
import { Prisma } from '../../generated/prisma/client.ts'
import { allOf, countIn, countOf, matches, whether } from '../conditions.ts'
import { keyset, type ListPage, type ListRequest, type SortKey } from '../keyset.ts'

export type AppleExchangeRow = {
  id: string
  at: Date
  method: string
  path: string
  attempt: number
  status: number | null
  errorNumber: number | null
  durationMs: number
}
export type NewAppleExchange = Omit<AppleExchangeRow, 'id'> & { tokenId: string | null }

/** Stores exchanges; those of a token that is gone by now are left out. */
export async function insertAppleExchanges(db: Db, exchanges: NewAppleExchange[]): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into apple_exchanges (at, token_id, method, path, attempt, status, error_number, duration_ms)
    select at, "tokenId", method, path, attempt, status, "errorNumber", "durationMs"
    from json_to_recordset(${JSON.stringify(exchanges)}::json) as given (at timestamptz, "tokenId" uuid, method text,
      path text, attempt smallint, status smallint, "errorNumber" int, "durationMs" int)
    where "tokenId" is null or exists (select 1 from tokens where tokens.id = given."tokenId")`)
}

/** Drops what is older than `before`, and of the rest the oldest beyond `keep`. */
export async function pruneAppleExchanges(db: Db, limits: { before: Date; keep: number }): Promise<number> {
  return db.$executeRaw(Prisma.sql`
    delete from apple_exchanges where at < greatest(
      ${limits.before}::timestamptz,
      (select at from apple_exchanges order by at desc, id desc offset ${limits.keep} limit 1))`)
}

const keys: Record<string, SortKey> = { at: { expression: Prisma.sql`e.at`, type: 'timestamptz' } }

/** What one token's location was asked and answered. */
export async function listAppleExchanges(
  db: Db,
  request: ListRequest & {
    tokenId: string
    isFailed?: boolean | undefined
    method?: string | undefined
    /** Of the HTTP status: `4xx`; or `noAnswer`. */
    statusClass?: string | undefined
    errorNumber?: number | undefined
    from?: string | undefined
    to?: string | undefined
  },
): Promise<ListPage<AppleExchangeRow>> {
  const paging = keyset(request, keys, Prisma.sql`e.id`)
  const { errorNumber, method, from, to } = request
  const where = allOf(
    Prisma.sql`e.token_id = ${request.tokenId}::uuid`,
    whether(request.isFailed, Prisma.sql`(e.status is null or e.status <> 200 or e.error_number is not null)`),
    errorNumber === undefined ? undefined : Prisma.sql`e.error_number = ${errorNumber}`,
    method === undefined ? undefined : Prisma.sql`e.method = ${method}`,
    from === undefined ? undefined : Prisma.sql`e.at >= ${from}::timestamptz`,
    to === undefined ? undefined : Prisma.sql`e.at < ${to}::timestamptz`,
    isOfClass(request.statusClass),
    matches(request.search, [Prisma.sql`e.path`, Prisma.sql`e.method`]),
  )
  const [rows, counts] = await Promise.all([
    db.$queryRaw<(AppleExchangeRow & { sortKey: Date })[]>(Prisma.sql`
      select e.id, e.at, e.method, e.path, e.attempt, e.status, e.error_number as "errorNumber",
        e.duration_ms as "durationMs", ${paging.key} as "sortKey"
      from apple_exchanges e
      where ${where} and ${paging.after} order by ${paging.orderBy} limit ${paging.limit}`),
    db.$queryRaw<{ count: number }[]>(countOf(Prisma.sql`apple_exchanges e`, where)),
  ])
  return paging.page(rows, countIn(counts))
}

function isOfClass(statusClass: string | undefined): Prisma.Sql | undefined {
  if (statusClass === undefined) return undefined
  if (statusClass === 'noAnswer') return Prisma.sql`e.status is null`
  return Prisma.sql`e.status / 100 = ${Number(statusClass[0])}`
}
