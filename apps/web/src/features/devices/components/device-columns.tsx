import type { DeviceView } from '@pomona/contracts'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { texts } from '../texts.ts'
import { DeviceIcon } from './device-icon.tsx'
import { DeviceLicenses } from './device-licenses.tsx'

function secondLine(device: DeviceView): string {
  const isManaged = device.enrollmentState === 'enrolled'
  const parts = [device.serialNumber ?? texts.noSerial, !isManaged && texts.enrollments[device.enrollmentState]]
  return parts.filter(Boolean).join(' · ')
}

function managementOf(device: DeviceView): string {
  const parts = [device.isSupervised ? texts.supervised : texts.notSupervised, device.isKiosk && texts.kiosk]
  return parts.filter(Boolean).join(' · ')
}

/** Two facts to a column where they belong together, so that nine of them fit beside the navigation. */
export const deviceColumns: readonly Column<DeviceView>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    sortKey: 'name',
    width: '25%',
    render: (device) => (
      <NameCell
        icon={<DeviceIcon model={device.model} />}
        name={device.name}
        to={`/devices/${device.id}`}
        second={secondLine(device)}
      />
    ),
  },
  {
    id: 'model',
    label: texts.columns.model,
    width: '19%',
    render: (device) => <NameCell name={device.model} second={device.osVersion && texts.os(device.osVersion)} />,
  },
  { id: 'person', label: texts.columns.person, width: '14%', render: (device) => device.person?.displayName ?? '–' },
  {
    id: 'ownership',
    label: texts.columns.ownership,
    width: '14%',
    render: (device) => <NameCell name={texts.ownerships[device.ownership]} second={managementOf(device)} />,
  },
  {
    id: 'licenses',
    label: texts.columns.licenses,
    width: '13%',
    render: (device) => <DeviceLicenses device={device} />,
  },
  {
    id: 'seen',
    label: texts.columns.seen,
    width: '15%',
    render: (device) => (device.lastSeenAt ? <RelativeTime at={device.lastSeenAt} /> : texts.never),
  },
]
