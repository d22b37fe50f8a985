import { getToken, listTokens } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../lib/api-query.ts'
import { SearchPicker } from './search-picker.tsx'
import { useChoiceSearch } from './use-choice-search.ts'
import type { PickerProps } from './use-choice-search.ts'

type TokenPickerProps = PickerProps & {
  /** Why a token cannot be chosen. */
  refusalOf?: (tokenId: string) => string | undefined
}

/** One token of up to thousands, found by typing. */
export function TokenPicker({ chosenId, chosenName, refusalOf, ...rest }: TokenPickerProps) {
  const { query, onSearch } = useChoiceSearch()
  const choices = useQuery({ ...apiQuery(listTokens, { query }), placeholderData: keepPreviousData })
  const isAsked = chosenId !== undefined && chosenName === undefined
  const known = useQuery({ ...apiQuery(getToken, { params: { id: chosenId ?? '' } }), enabled: isAsked })
  return (
    <SearchPicker
      {...rest}
      chosenId={chosenId}
      chosenName={chosenName ?? known.data?.displayName}
      choices={(choices.data?.value ?? []).map(({ id, displayName }) => ({
        id,
        name: displayName,
        refusal: refusalOf?.(id),
      }))}
      onSearch={onSearch}
    />
  )
}
