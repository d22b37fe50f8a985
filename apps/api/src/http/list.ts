import type { ListPage } from '@pomona/db'

/** A page of rows as an answer. */
export function presentPage<Row, View>(page: ListPage<Row>, present: (row: Row) => View) {
  return {
    value: page.items.map(present),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
    totalCount: page.totalCount,
  }
}

/** ISO 8601, UTC. */
export const presentTime = (time: Date): string => time.toISOString()

export const presentOptionalTime = (time: Date | null): string | null => time && time.toISOString()
