import { getApp, getBook, listApps, listBooks } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../lib/api-query.ts'
import { SearchPicker } from './search-picker.tsx'
import { useChoiceSearch } from './use-choice-search.ts'
import type { PickerProps } from './use-choice-search.ts'

/** One app of one token, found by name; books too unless only devices are meant. */
export function AppPicker({ chosenId, chosenName, hasBooks = true, ...rest }: PickerProps & { hasBooks?: boolean }) {
  const { query, onSearch } = useChoiceSearch()
  const apps = useQuery({ ...apiQuery(listApps, { query }), placeholderData: keepPreviousData })
  const books = useQuery({ ...apiQuery(listBooks, { query }), placeholderData: keepPreviousData, enabled: hasBooks })
  const params = { id: chosenId ?? '' }
  const isAsked = chosenId !== undefined && chosenName === undefined
  const app = useQuery({ ...apiQuery(getApp, { params }), enabled: isAsked, retry: false })
  const book = useQuery({ ...apiQuery(getBook, { params }), enabled: isAsked && hasBooks && app.isError })
  const found = [...(apps.data?.value ?? []), ...(hasBooks ? (books.data?.value ?? []) : [])]
  return (
    <SearchPicker
      {...rest}
      chosenId={chosenId}
      chosenName={chosenName ?? app.data?.name ?? book.data?.name}
      choices={found
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name, tokenName }) => ({ id, name, second: tokenName }))}
      onSearch={onSearch}
    />
  )
}
