import { listDevices } from '@pomona/contracts'
import type { DeviceView } from '@pomona/contracts'
import { deviceOwnerships } from '@pomona/domain'
import { makeStyles, Select, tokens } from '@fluentui/react-components'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'
import { formatCount } from '../../../lib/format.ts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useDevices } from '../api/list-devices.ts'
import { EnrollmentLabel } from '../components/enrollment-label.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ icon: { fontSize: '20px', color: tokens.colorNeutralForeground3, flexShrink: 0 } })

function useColumns(): Column<DeviceView>[] {
  const styles = useStyles()
  return [
    {
      id: 'name',
      label: texts.columns.name,
      sortKey: 'name',
      width: '22%',
      render: (device) => (
        <NameCell
          icon={<TabletRegular className={styles.icon} />}
          name={device.name}
          to={`/devices/${device.id}`}
          second={device.serialNumber ?? texts.noSerial}
        />
      ),
    },
    {
      id: 'model',
      label: texts.columns.model,
      width: '17%',
      render: (device) => <NameCell name={device.model} second={device.osVersion && texts.os(device.osVersion)} />,
    },
    {
      id: 'ownership',
      label: texts.columns.ownership,
      width: '104px',
      render: (device) => texts.ownerships[device.ownership],
    },
    {
      id: 'enrollment',
      label: texts.columns.enrollment,
      width: '136px',
      render: (device) => <EnrollmentLabel state={device.enrollmentState} />,
    },
    { id: 'person', label: texts.columns.person, width: '13%', render: (device) => device.person?.displayName ?? '' },
    {
      id: 'held',
      label: texts.columns.held,
      isNumber: true,
      width: '92px',
      render: (device) => formatCount(device.heldCount),
    },
    {
      id: 'waiting',
      label: texts.columns.waiting,
      isNumber: true,
      width: '84px',
      render: (device) => formatCount(device.waitingCount),
    },
    {
      id: 'seen',
      label: texts.columns.seen,
      width: '132px',
      render: (device) => (device.lastSeenAt ? <RelativeTime at={device.lastSeenAt} /> : texts.never),
    },
  ]
}

export function Component() {
  const list = useListState({ filters: ['ownership', 'groupId'], defaultSort: 'name' })
  const query = useDevices(listQueryOf(listDevices.query, list))
  const columns = useColumns()
  return (
    <Blade title={texts.title}>
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(device) => device.id}
        searchLabel={texts.search}
        filters={
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
        }
        empty={<EmptyState icon={<TabletRegular />} title={texts.empty.title} text={texts.empty.text} />}
      />
    </Blade>
  )
}
