import type { DeviceView } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { ShortList } from '../../../ui/short-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useUserDevices } from '../api/list-user-devices.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } })

const columns: readonly Column<DeviceView>[] = [
  {
    id: 'name',
    label: texts.devices.name,
    render: (device) => <TextLink to={`/devices/${device.id}`}>{device.name}</TextLink>,
  },
  { id: 'model', label: texts.devices.model, render: (device) => device.model },
  { id: 'serial', label: texts.devices.serial, render: (device) => device.serialNumber ?? '–' },
]

export function UserDevices({ userId }: { userId: string }) {
  const styles = useStyles()
  const { data, error, refetch } = useUserDevices(userId)
  if (error && !data) return <ErrorState title={texts.devices.failed} error={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={40} />
      </Skeleton>
    )
  }
  if (data.value.length === 0) return <Text className={styles.quiet}>{texts.devices.none}</Text>
  return <ShortList label={texts.devices.label} columns={columns} items={data.value} keyOf={({ id }) => id} />
}
