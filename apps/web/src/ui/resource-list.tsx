import { Button, makeStyles, Skeleton, SkeletonItem, TableCell, TableRow, tokens } from '@fluentui/react-components'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ListState } from '../lib/use-list-state.ts'
import { narrow, useMediaQuery } from '../lib/use-media-query.ts'
import { EmptyState } from './empty-state.tsx'
import { ErrorState } from './error-state.tsx'
import { ListCards } from './list-cards.tsx'
import type { Column, Selection } from './list-columns.ts'
import { ListSearch } from './list-search.tsx'
import { ListTable } from './list-table.tsx'
import { Pager } from './pager.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  toolbar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  cardSkeleton: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

type Page<Item> = { value: Item[]; nextCursor?: string | undefined; totalCount: number }

type ResourceListProps<Item> = {
  /** What is listed, for people who do not see the layout: "Apps". */
  label: string
  /** "apps": in "No apps match". */
  noun: string
  query: Pick<UseQueryResult<Page<Item>>, 'data' | 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'>
  list: ListState
  columns: readonly Column<Item>[]
  keyOf: (item: Item) => string
  searchLabel?: string
  filters?: ReactNode
  selection?: Selection<Item> | undefined
  /** Shown when there is nothing at all, filters or not. */
  empty: ReactNode
}

/** A list as every page shows it: search, filters, rows (cards on a phone), pages, and what to say in place of rows. */
export function ResourceList<Item>(props: ResourceListProps<Item>) {
  const { label, noun, query, list, columns, keyOf, searchLabel, filters, selection, empty } = props
  const styles = useStyles()
  const isNarrow = useMediaQuery(narrow)
  const { data, error, isPending, isPlaceholderData, refetch } = query
  const isEmpty = data !== undefined && data.value.length === 0
  const hasToolbar = searchLabel !== undefined || filters !== undefined

  const rows = () => {
    if (error && !data) {
      return <ErrorState title={`The ${noun} could not be loaded`} error={error} onRetry={() => void refetch()} />
    }
    if (isEmpty && list.isFiltered) {
      return (
        <EmptyState
          title={`No ${noun} match`}
          text="Nothing fits the search and the filters together."
          action={<Button onClick={list.clear}>Clear search and filters</Button>}
        />
      )
    }
    if (isEmpty && list.page > 1) {
      return (
        <EmptyState
          title="This page is empty now"
          action={<Button onClick={list.goFirst}>Go to the first page</Button>}
        />
      )
    }
    if (isEmpty) return empty
    if (isNarrow) {
      return isPending ? (
        <Skeleton aria-label="Loading" className={styles.cardSkeleton}>
          {[1, 2, 3, 4].map((row) => (
            <SkeletonItem key={row} size={96} />
          ))}
        </Skeleton>
      ) : (
        <ListCards
          label={label}
          columns={columns}
          items={data?.value ?? []}
          keyOf={keyOf}
          {...(selection && { selection })}
        />
      )
    }
    return (
      <ListTable
        label={label}
        columns={columns}
        items={data?.value ?? []}
        keyOf={keyOf}
        sort={list.sort}
        onSort={list.setSort}
        isStale={isPlaceholderData}
        {...(selection && { selection })}
        {...(isPending && { placeholder: <SkeletonRows columns={columns.length + (selection ? 1 : 0)} /> })}
      />
    )
  }

  return (
    <div className={styles.root}>
      {hasToolbar && !(isEmpty && !list.isFiltered && list.page === 1) && (
        <div className={styles.toolbar}>
          {searchLabel && <ListSearch label={searchLabel} value={list.search} onChange={list.setSearch} />}
          {filters}
        </div>
      )}
      {rows()}
      {data && !isEmpty && (
        <Pager
          list={list}
          shown={data.value.length}
          totalCount={data.totalCount}
          nextCursor={data.nextCursor}
          isLoading={isPlaceholderData}
        />
      )}
    </div>
  )
}

function SkeletonRows({ columns }: { columns: number }) {
  return [1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
    <TableRow key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <TableCell key={column}>
          <Skeleton aria-label="Loading">
            <SkeletonItem size={16} style={{ width: column === 0 ? '70%' : '50%' }} />
          </Skeleton>
        </TableCell>
      ))}
    </TableRow>
  ))
}
