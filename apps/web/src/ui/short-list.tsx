import { narrow, useMediaQuery } from '../lib/use-media-query.ts'
import { ListCards } from './list-cards.tsx'
import type { Column } from './list-columns.ts'
import { ListTable } from './list-table.tsx'

type ShortListProps<Item> = {
  label: string
  columns: readonly Column<Item>[]
  items: readonly Item[]
  keyOf: (item: Item) => string
}

/** A few rows within a page: no search, no pages; cards on a phone. */
export function ShortList<Item>(props: ShortListProps<Item>) {
  const isNarrow = useMediaQuery(narrow)
  return isNarrow ? <ListCards {...props} /> : <ListTable {...props} />
}
