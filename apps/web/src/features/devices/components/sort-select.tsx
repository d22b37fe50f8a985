import { Select } from '@fluentui/react-components'
import type { ListState } from '../../../lib/use-list-state.ts'
import { texts } from '../texts.ts'

const sorts = ['name', '-name', 'serialNumber', '-serialNumber'] as const

/** The order of the list, by serial number too, and on a phone, where there are no column heads. */
export function SortSelect({ list }: { list: ListState }) {
  return (
    <Select aria-label={texts.sort} value={list.sort} onChange={(_, { value }) => list.setSort(value)}>
      {sorts.map((sort) => (
        <option key={sort} value={sort}>
          {texts.sorts[sort]}
        </option>
      ))}
    </Select>
  )
}
