import type { ReactNode } from 'react'

export type Column<Item> = {
  id: string
  label: string
  render: (item: Item) => ReactNode
  /** The server's word to sort by it; `-` before it sorts downwards. */
  sortKey?: string
  /** Right-aligned, figures of one width. */
  isNumber?: boolean
  width?: string
  /** Takes the whole line of a card. */
  isWide?: boolean
}

export type Selection<Item> = {
  selectedKeys: ReadonlySet<string>
  onChange: (keys: ReadonlySet<string>) => void
  labelOf: (item: Item) => string
  isSelectable?: (item: Item) => boolean
}
