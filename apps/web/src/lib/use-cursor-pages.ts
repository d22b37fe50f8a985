import { useState } from 'react'
import type { ListState } from './use-list-state.ts'

/** The pages of a list within a panel, which no address needs to lead to. Another `of` (a search, a filter) starts at its first page. */
export function useCursorPages(of: string) {
  const [kept, setKept] = useState<{ of: string; cursors: readonly string[] }>({ of, cursors: [] })
  const cursors = kept.of === of ? kept.cursors : []
  const go = (next: readonly string[]) => setKept({ of, cursors: next })
  return {
    cursor: cursors.at(-1),
    page: cursors.length + 1,
    canGoBack: cursors.length > 0,
    goFirst: () => go([]),
    goBack: () => go(cursors.slice(0, -1)),
    goNext: (nextCursor: string) => go([...cursors, nextCursor]),
  } satisfies Partial<ListState>
}
