import { listDevices } from '@pomona/contracts'
import { deviceOwnerships } from '@pomona/domain'
import { Select } from '@fluentui/react-components'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'
import { useLocation } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useDevices } from '../api/list-devices.ts'
import { deviceColumns } from '../components/device-columns.tsx'
import { SortSelect } from '../components/sort-select.tsx'
import { texts } from '../texts.ts'

/** The device that was deleted right before coming here, if one was. */
function useDeletedDevice(): string | null {
  const state: unknown = useLocation().state
  const hasName = typeof state === 'object' && state !== null && 'deletedDevice' in state
  return hasName && typeof state.deletedDevice === 'string' ? state.deletedDevice : null
}

export function Component() {
  const deleted = useDeletedDevice()
  const list = useListState({ filters: ['ownership'], defaultSort: 'name' })
  const query = useDevices(listQueryOf(listDevices.query, list))
  return (
    <Blade title={texts.title}>
      {deleted !== null && <Notice intent="success">{texts.delete.done(deleted)}</Notice>}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={deviceColumns}
        keyOf={(device) => device.id}
        searchLabel={texts.search}
        filters={
          <>
            <Select
              aria-label={texts.ownershipFilter}
              value={list.filters['ownership'] ?? ''}
              onChange={(_, { value }) => list.setFilter('ownership', value)}
            >
              <option value="">{texts.allOwnerships}</option>
              {deviceOwnerships.map((ownership) => (
                <option key={ownership} value={ownership}>
                  {texts.ownerships[ownership]}
                </option>
              ))}
            </Select>
            <SortSelect list={list} />
          </>
        }
        empty={<EmptyState icon={<TabletRegular />} title={texts.empty.title} text={texts.empty.text} />}
      />
    </Blade>
  )
}
