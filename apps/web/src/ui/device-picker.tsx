import { getDevice, listDevices } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../lib/api-query.ts'
import { SearchPicker } from './search-picker.tsx'
import { useChoiceSearch } from './use-choice-search.ts'
import type { PickerProps } from './use-choice-search.ts'

/** One device, found by name or serial number. */
export function DevicePicker({ chosenId, chosenName, ...rest }: PickerProps) {
  const { query, onSearch } = useChoiceSearch()
  const choices = useQuery({ ...apiQuery(listDevices, { query }), placeholderData: keepPreviousData })
  const isAsked = chosenId !== undefined && chosenName === undefined
  const known = useQuery({ ...apiQuery(getDevice, { params: { id: chosenId ?? '' } }), enabled: isAsked })
  return (
    <SearchPicker
      {...rest}
      chosenId={chosenId}
      chosenName={chosenName ?? known.data?.name}
      choices={(choices.data?.value ?? []).map(({ id, name, serialNumber }) => ({ id, name, second: serialNumber }))}
      onSearch={onSearch}
    />
  )
}
