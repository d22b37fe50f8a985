import {
  Checkbox,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import { useScrollsSideways } from '../lib/use-scrolls-sideways.ts'
import type { Column, Selection } from './list-columns.ts'

const useStyles = makeStyles({
  region: {
    minWidth: 0,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    '@media (max-width: 1180px)': { overflowX: 'auto' },
  },
  wideRegion: { '@media (max-width: 1400px)': { overflowX: 'auto' } },
  wide: { minWidth: '1100px' },
  wideHeader: { '@media (max-width: 1400px)': { position: 'static' } },
  table: { minWidth: '720px' },
  small: { minWidth: '560px' },
  header: {
    position: 'sticky',
    top: '48px',
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 1180px)': { position: 'static' },
  },
  headerCell: { fontWeight: tokens.fontWeightSemibold },
  cell: { height: '40px', paddingBlock: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  numberHead: { textAlign: 'end', '& > *': { justifyContent: 'flex-end' } },
  stale: { opacity: 0.6 },
  check: { width: '44px' },
})

type ListTableProps<Item> = {
  label: string
  columns: readonly Column<Item>[]
  items: readonly Item[]
  keyOf: (item: Item) => string
  sort?: string
  onSort?: (sort: string) => void
  selection?: Selection<Item>
  isStale?: boolean
  /** Rows in place of items, while loading. */
  placeholder?: ReactNode
}

function directionOf(sort: string | undefined, sortKey: string): 'ascending' | 'descending' | undefined {
  if (sort === sortKey) return 'ascending'
  return sort === `-${sortKey}` ? 'descending' : undefined
}

function sortProps(
  sortKey: string | undefined,
  sort: string | undefined,
  onSort: ((sort: string) => void) | undefined,
) {
  if (!sortKey || !onSort) return {}
  const direction = directionOf(sort, sortKey)
  return {
    sortable: true,
    ...(direction && { sortDirection: direction }),
    onClick: () => onSort(direction === 'ascending' ? `-${sortKey}` : sortKey),
  }
}

/** A list as a table: one column head per fact, sorted by the server. */
export function ListTable<Item>(props: ListTableProps<Item>) {
  const { label, columns, items, keyOf, sort, onSort, selection, isStale = false, placeholder } = props
  const styles = useStyles()
  const isWide = columns.length > 6
  const region = useRef<HTMLElement>(null)
  const scrolls = useScrollsSideways(region)
  const selectable = selection ? items.filter((item) => selection.isSelectable?.(item) ?? true) : []
  const selectedHere = selectable.filter((item) => selection?.selectedKeys.has(keyOf(item)))

  const toggle = (item: Item) => {
    if (!selection) return
    const next = new Set(selection.selectedKeys)
    if (!next.delete(keyOf(item))) next.add(keyOf(item))
    selection.onChange(next)
  }
  const toggleAll = () => {
    if (!selection) return
    const next = new Set(selection.selectedKeys)
    const isAll = selectedHere.length === selectable.length
    for (const item of selectable) {
      if (isAll) next.delete(keyOf(item))
      else next.add(keyOf(item))
    }
    selection.onChange(next)
  }

  return (
    <section
      ref={region}
      {...(scrolls && { tabIndex: 0 })}
      className={mergeClasses(styles.region, isWide && styles.wideRegion)}
      aria-label={`${label}: table`}
    >
      <Table
        aria-label={label}
        aria-busy={isStale || placeholder !== undefined}
        className={mergeClasses(
          columns.length > 3 && styles.small,
          columns.length > 4 && styles.table,
          isWide && styles.wide,
        )}
      >
        <TableHeader className={mergeClasses(styles.header, isWide && styles.wideHeader)}>
          <TableRow>
            {selection && (
              <TableHeaderCell className={styles.check}>
                <Checkbox
                  aria-label="Select all on this page"
                  checked={selectedHere.length === 0 ? false : selectedHere.length === selectable.length || 'mixed'}
                  disabled={selectable.length === 0}
                  onChange={toggleAll}
                />
              </TableHeaderCell>
            )}
            {columns.map(({ id, label: head, sortKey, isNumber, width }) => (
              <TableHeaderCell
                key={id}
                className={mergeClasses(styles.headerCell, isNumber && styles.numberHead)}
                style={width ? { width } : {}}
                {...sortProps(sortKey, sort, onSort)}
              >
                {head}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody className={mergeClasses(isStale && styles.stale)}>
          {placeholder ??
            items.map((item) => (
              <TableRow key={keyOf(item)} aria-selected={selection?.selectedKeys.has(keyOf(item))}>
                {selection && (
                  <TableCell className={styles.check}>
                    {(selection.isSelectable?.(item) ?? true) && (
                      <Checkbox
                        aria-label={`Select ${selection.labelOf(item)}`}
                        checked={selection.selectedKeys.has(keyOf(item))}
                        onChange={() => toggle(item)}
                      />
                    )}
                  </TableCell>
                )}
                {columns.map(({ id, render, isNumber }) => (
                  <TableCell key={id} className={mergeClasses(styles.cell, isNumber && styles.number)}>
                    {render(item)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </section>
  )
}
