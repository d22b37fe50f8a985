import { useEffect, useRef } from 'react'
import { useNavigation, useSearchParams } from 'react-router'

export const pageSize = 50

// Cursors of the pages before are kept for "Previous". Only the last few, so that a deep page does not make an address
// that servers refuse; beyond them "First page" leads back.
const cursorsKept = 12

export type ListState = {
  search: string
  sort: string
  filters: Readonly<Record<string, string | undefined>>
  /** From 1. */
  page: number
  /** What to send for this page; absent on the first. */
  cursor: string | undefined
  isFiltered: boolean
  canGoBack: boolean
  setSearch: (search: string) => void
  setSort: (sort: string) => void
  setFilter: (name: string, value: string | undefined) => void
  clear: () => void
  goNext: (nextCursor: string) => void
  goBack: () => void
  goFirst: () => void
}

/** Search, sort, filters and place of a list, kept in the URL: links lead to exactly this view, and Back undoes a step. */
export function useListState(options: { filters?: readonly string[]; defaultSort: string }): ListState {
  const [params, setParams] = useSearchParams()
  const { filters: filterNames = [], defaultSort } = options

  // What the address will say once all changes have arrived in it: a second change builds on one that is still on its way.
  const wanted = useRef(params)
  const isArrived = useNavigation().state === 'idle'
  useEffect(() => {
    if (isArrived) wanted.current = params
  }, [isArrived, params])

  const change = (edit: (next: URLSearchParams) => void, replace = false) => {
    const next = new URLSearchParams(wanted.current)
    edit(next)
    wanted.current = next
    setParams(next, { replace, preventScrollReset: true })
  }
  const toFirstPage = (next: URLSearchParams) => {
    next.delete('page')
    next.delete('cursor')
  }
  const set = (next: URLSearchParams, name: string, value: string | undefined) =>
    value ? next.set(name, value) : next.delete(name)

  const cursors = params.getAll('cursor')
  const page = cursors.length === 0 ? 1 : Math.max(2, Number.parseInt(params.get('page') ?? '2', 10) || 2)
  const search = params.get('search') ?? ''
  const filters = Object.fromEntries(filterNames.map((name) => [name, params.get(name) ?? undefined]))
  const goTo = (nextPage: number, nextCursors: readonly string[]) =>
    change((next) => {
      toFirstPage(next)
      if (nextPage > 1) next.set('page', String(nextPage))
      for (const cursor of nextCursors.slice(-cursorsKept)) next.append('cursor', cursor)
    })

  return {
    search,
    sort: params.get('sort') ?? defaultSort,
    filters,
    page,
    cursor: cursors.at(-1),
    isFiltered: search !== '' || Object.values(filters).some(Boolean),
    canGoBack: page > 1 && (cursors.length > 1 || page === 2),
    setSearch: (value) =>
      change((next) => {
        set(next, 'search', value)
        toFirstPage(next)
      }, true),
    setSort: (value) =>
      change((next) => {
        set(next, 'sort', value === defaultSort ? undefined : value)
        toFirstPage(next)
      }),
    setFilter: (name, value) =>
      change((next) => {
        set(next, name, value)
        toFirstPage(next)
      }),
    clear: () =>
      change((next) => {
        next.delete('search')
        for (const name of filterNames) next.delete(name)
        toFirstPage(next)
      }),
    goNext: (nextCursor) => goTo(page + 1, [...cursors, nextCursor]),
    goBack: () => goTo(page - 1, cursors.slice(0, -1)),
    goFirst: () => goTo(1, []),
  }
}
