import { ToggleButton } from '@fluentui/react-components'
import type { ListState } from '../../../lib/use-list-state.ts'

/** A filter that is on or off. */
export function FilterChip({ list, name, children }: { list: ListState; name: string; children: string }) {
  const isOn = list.filters[name] === 'true'
  return (
    <ToggleButton shape="circular" checked={isOn} onClick={() => list.setFilter(name, isOn ? undefined : 'true')}>
      {children}
    </ToggleButton>
  )
}
