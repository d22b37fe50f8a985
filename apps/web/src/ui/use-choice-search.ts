import { useState } from 'react'
import { useDebounced } from '../lib/use-debounced.ts'
import type { SearchPickerProps } from './search-picker.tsx'

export type PickerProps = Omit<SearchPickerProps, 'choices' | 'onSearch' | 'chosenName'> & {
  /** What the chosen one is called, where the page knows it; else it is asked for. */
  chosenName?: string | undefined
}

const choicesShown = 50

/** What has been typed into a picker, as a list's query. */
export function useChoiceSearch() {
  const [typed, onSearch] = useState('')
  const search = useDebounced(typed)
  return { query: { limit: choicesShown, ...(search && { search }) }, onSearch }
}
