import { listDeviceApps } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useDevice } from '../api/get-device.ts'
import { useDeviceApps } from '../api/list-device-apps.ts'
import { deviceAppColumns } from '../components/device-app-columns.tsx'
import { DeviceFacts } from '../components/device-facts.tsx'
import { DeviceIcon } from '../components/device-icon.tsx'
import { EnrollmentLabel } from '../components/enrollment-label.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  groups: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
})

export function Component() {
  const styles = useStyles()
  const { deviceId = '' } = useParams()
  const { data: device, error, refetch } = useDevice(deviceId)
  const list = useListState({ defaultSort: 'name' })
  const apps = useDeviceApps(deviceId, listQueryOf(listDeviceApps.query, list))
  const crumbs = [{ label: texts.title, to: '/devices' }]
  if (error && (!device || isApiError(error, 'not_found'))) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  return (
    <Blade
      title={device?.name}
      crumbs={crumbs}
      icon={<DeviceIcon model={device?.model ?? ''} isLarge />}
      state={device && <EnrollmentLabel state={device.enrollmentState} />}
      facts={device && `${device.model} · ${device.serialNumber ?? texts.noSerial}`}
    >
      <Section title={texts.facts.title}>
        {device ? (
          <DeviceFacts device={device} />
        ) : (
          <Skeleton aria-label="Loading">
            <SkeletonItem size={96} />
          </Skeleton>
        )}
      </Section>
      <Section title={texts.groups.title}>
        {!device && (
          <Skeleton aria-label="Loading">
            <SkeletonItem size={20} />
          </Skeleton>
        )}
        {device?.groups.length === 0 && <Text className={styles.quiet}>{texts.groups.none}</Text>}
        {device && device.groups.length > 0 && (
          <ul className={styles.groups}>
            {device.groups.map((group) => (
              <li key={group.id}>
                <TextLink to={`/groups/${group.id}`}>{group.displayName}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={texts.apps.title}>
        <ResourceList
          label={texts.apps.title}
          noun={texts.apps.noun}
          query={apps}
          list={list}
          columns={deviceAppColumns}
          keyOf={(app) => app.appId}
          searchLabel={texts.apps.search}
          empty={
            <EmptyState
              title={texts.apps.empty}
              text={device?.serialNumber === null ? texts.apps.emptyNoSerial : texts.apps.emptyText}
            />
          }
        />
      </Section>
    </Blade>
  )
}
