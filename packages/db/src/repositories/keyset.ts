import { AppError } from '@pomona/domain'
import { Prisma } from '../generated/prisma/client.ts'

/** What every list is asked with. `sort` names a key; a `-` before it sorts downwards. */
export type ListRequest = {
  limit: number
  cursor?: string | undefined
  search?: string | undefined
  sort: string
}

/** A page of a list. `totalCount` counts everything that the filters let through. */
export type ListPage<T> = { items: T[]; nextCursor: string | undefined; totalCount: number }

/** An expression to sort by, never null, with an index on it and the id. */
export type SortKey = { expression: Prisma.Sql; type: 'text' | 'int' | 'timestamptz' }

type KeyValue = string | number | Date

/**
 * Pages by the sort key and the id of the last row seen instead of by counting rows: as fast on the last page as on the
 * first, and stable while rows come and go. Put `after`, `orderBy` and `limit` into the query and select `key` as `sortKey`. `from` follows
 * from `after`, for an index that holds the key without the id.
 */
export function keyset(request: ListRequest, keys: Record<string, SortKey>, id: Prisma.Sql) {
  const isDown = request.sort.startsWith('-')
  const key = keys[request.sort.replace(/^-/, '')]
  if (key === undefined) throw new AppError('invalid_input', `This list does not sort by ${request.sort}.`)
  const [direction, comparison] = isDown ? [Prisma.raw('desc'), Prisma.raw('<')] : [Prisma.raw('asc'), Prisma.raw('>')]
  const [, value, lastId] = request.cursor === undefined ? [] : readCursor(request.cursor, request.sort, key.type)
  return {
    key: key.expression,
    from:
      value === undefined
        ? Prisma.sql`true`
        : Prisma.sql`${key.expression} ${comparison}= ${value}::${Prisma.raw(key.type)}`,
    after:
      value === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(${key.expression}, ${id}) ${comparison} (${value}::${Prisma.raw(key.type)}, ${lastId}::uuid)`,
    orderBy: Prisma.sql`${key.expression} ${direction}, ${id} ${direction}`,
    /** One more than asked for, to know whether there is a next page. */
    limit: request.limit + 1,
    page<Row extends { id: string; sortKey: KeyValue }>(rows: Row[], totalCount: number): ListPage<Row> {
      const shown = rows.slice(0, request.limit)
      const last = rows.length > request.limit ? shown.at(-1) : undefined
      return {
        items: shown,
        nextCursor: last && writeCursor([request.sort, last.sortKey, last.id]),
        totalCount,
      }
    },
  }
}

/** Packs the place where a page ended. It is opaque to clients, and checked like any input when it comes back. */
export const writeCursor = (place: readonly KeyValue[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/** Unpacks a cursor into texts and numbers; refuses what is none. */
export function unpackCursor(cursor: string): (string | number)[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(place) && place.every((part) => isStorableText(part) || isInt(part))) return place
  } catch {
    // Not JSON: refused below.
  }
  throw refusal()
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isUuid = (part: unknown): part is string => typeof part === 'string' && uuidShape.test(part)
export const isStorableText = (part: unknown): part is string =>
  typeof part === 'string' && part.isWellFormed() && !part.includes('\0')
export const isInt = (part: unknown): part is number =>
  Number.isInteger(part) && Math.abs(Number(part)) <= 2_147_483_647
/** A time as `Date` writes it, of years that PostgreSQL reads. */
export const isTime = (part: unknown): part is string =>
  typeof part === 'string' &&
  /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(part) &&
  !Number.isNaN(Date.parse(part))

export const refusal = () =>
  new AppError('invalid_input', 'The cursor is none of this list with this order. Start again without a cursor.', {
    details: [{ path: 'query.cursor', message: 'Not a cursor of this list with this order.' }],
  })

const hasType: Record<SortKey['type'], (part: unknown) => boolean> = {
  text: isStorableText,
  int: isInt,
  timestamptz: isTime,
}

function readCursor(cursor: string, sort: string, type: SortKey['type']): (string | number)[] {
  const place = unpackCursor(cursor)
  const [cursorSort, value, id] = place
  if (place.length !== 3 || cursorSort !== sort || !hasType[type](value) || !isUuid(id)) throw refusal()
  return place
}
