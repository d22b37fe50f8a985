import { getUser, listUsers } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../lib/api-query.ts'
import { SearchPicker } from './search-picker.tsx'
import { useChoiceSearch } from './use-choice-search.ts'
import type { PickerProps } from './use-choice-search.ts'

/** One person who is here, found by name or e-mail address. */
export function PersonPicker({ chosenId, chosenName, ...rest }: PickerProps) {
  const { query, onSearch } = useChoiceSearch()
  const choices = useQuery({ ...apiQuery(listUsers, { query }), placeholderData: keepPreviousData })
  const isAsked = chosenId !== undefined && chosenName === undefined
  const known = useQuery({ ...apiQuery(getUser, { params: { id: chosenId ?? '' } }), enabled: isAsked })
  return (
    <SearchPicker
      {...rest}
      chosenId={chosenId}
      chosenName={chosenName ?? known.data?.displayName}
      choices={(choices.data?.value ?? []).map(({ id, displayName, email }) => ({
        id,
        name: displayName,
        second: email,
      }))}
      onSearch={onSearch}
    />
  )
}
