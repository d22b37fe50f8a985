import { orderKinds, orderStates } from '@pomona/domain'
import { Select } from '@fluentui/react-components'
import type { ListState } from '../../../lib/use-list-state.ts'
import { AppPicker } from '../../../ui/app-picker.tsx'
import { TokenPicker } from '../../../ui/token-picker.tsx'
import { texts } from '../texts.ts'

const sorts = ['-createdAt', 'createdAt'] as const

/** Orders by state, kind, app and token, and in which order. */
export function OrderFilters({ list }: { list: ListState }) {
  return (
    <>
      <Select
        aria-label={texts.filters.state}
        value={list.filters['state'] ?? ''}
        onChange={(_, { value }) => list.setFilter('state', value)}
      >
        <option value="">{texts.filters.allStates}</option>
        {orderStates.map((state) => (
          <option key={state} value={state}>
            {texts.states[state]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={texts.filters.kind}
        value={list.filters['kind'] ?? ''}
        onChange={(_, { value }) => list.setFilter('kind', value)}
      >
        <option value="">{texts.filters.allKinds}</option>
        {orderKinds.map((kind) => (
          <option key={kind} value={kind}>
            {texts.kinds[kind]}
          </option>
        ))}
      </Select>
      <AppPicker
        aria-label={texts.filters.app}
        noneLabel={texts.filters.allApps}
        chosenId={list.filters['appId']}
        onChange={(appId) => list.setFilter('appId', appId)}
      />
      <TokenPicker
        aria-label={texts.filters.token}
        noneLabel={texts.filters.allTokens}
        chosenId={list.filters['tokenId']}
        onChange={(tokenId) => list.setFilter('tokenId', tokenId)}
      />
      <Select aria-label={texts.sort} value={list.sort} onChange={(_, { value }) => list.setSort(value)}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {texts.sorts[sort]}
          </option>
        ))}
      </Select>
    </>
  )
}
