import { Prisma } from '../generated/prisma/client.ts'

/** All of the conditions that are there. */
export function allOf(...conditions: (Prisma.Sql | undefined)[]): Prisma.Sql {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? Prisma.sql`true` : Prisma.join(given, ' and ')
}

/** `true` keeps what meets the condition, `false` what does not, absent keeps all. */
export function whether(wanted: boolean | undefined, condition: Prisma.Sql): Prisma.Sql | undefined {
  if (wanted === undefined) return undefined
  return wanted ? condition : Prisma.sql`not ${condition}`
}

/** More parts than this are not a search any more. */
const partsMax = 8

/**
 * Search by parts: every part of the text must occur in one of the columns, or be equal to one of `exact`. The trigram indexes serve it.
 */
export function matches(
  search: string | undefined,
  columns: readonly Prisma.Sql[],
  exact: readonly Prisma.Sql[] = [],
): Prisma.Sql | undefined {
  const parts = (search ?? '').split(/\s+/).filter((part) => part !== '')
  if (parts.length === 0) return undefined
  const conditions = parts.slice(0, partsMax).map((part) => {
    const pattern = `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    const found = [
      ...columns.map((column) => Prisma.sql`${column} ilike ${pattern}`),
      ...exact.map((column) => Prisma.sql`${column} = ${part}`),
    ]
    return Prisma.sql`(${Prisma.join(found, ' or ')})`
  })
  return Prisma.join(conditions, ' and ')
}

/** A token that is deleted is out of sight at once, and with it what it owned; the array is read once per query. */
export const isOfLiveToken = (tokenId: string): Prisma.Sql =>
  Prisma.raw(`${tokenId} <> all (array(select id from tokens where deleted_at is not null))`)

/** Of an order that still wants something: a check of the table makes the two the same. */
export const isActive = (order: string): Prisma.Sql => Prisma.raw(`${order}.settled_at is null`)

/** The states of an order whose license is promised and may not be in Apple's counts yet. */
export const isPromised = (order: string): Prisma.Sql =>
  Prisma.raw(`${order}.kind = 'associate' and ${order}.state in ('reserved', 'sent', 'unknown')`)

/** Changes whenever the picture does; absent without a picture. */
export const iconVersion = (metadata: string): Prisma.Sql =>
  Prisma.raw(`case when ${metadata}.icon is not null then
    left(md5(coalesce(${metadata}.icon_url, '') || octet_length(${metadata}.icon)), 12) end`)

/** Counts what a query over `from` lets through. */
export const countOf = (from: Prisma.Sql, where: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`select count(*)::int as count from ${from} where ${where}`

/** The number that such a query answers. */
export const countIn = (rows: { count: number }[]): number => rows[0]?.count ?? 0
