import { listDeviceApps } from '@pomona/contracts'
import type { DeviceAppView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { Blade } from '../../../ui/blade.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { StandingLabel } from '../../../ui/standing-label.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useDevice } from '../api/get-device.ts'
import { useDeviceApps } from '../api/list-device-apps.ts'
import { EnrollmentLabel } from '../components/enrollment-label.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  icon: { fontSize: '32px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
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

const columns: readonly Column<DeviceAppView>[] = [
  {
    id: 'name',
    label: texts.apps.name,
    sortKey: 'name',
    render: (app) => (
      <NameCell
        icon={<AssetIcon url={app.iconUrl} name={app.name} />}
        name={app.name}
        to={`/apps/${app.appId}`}
        second={app.tokenName}
      />
    ),
  },
  {
    id: 'standing',
    label: texts.apps.standing,
    width: '260px',
    render: (app) => <StandingLabel standing={app.standing} place={app.place} />,
  },
  { id: 'detail', label: texts.apps.detail, isWide: true, render: (app) => app.reason ?? '' },
  { id: 'since', label: texts.apps.since, width: '150px', render: (app) => <RelativeTime at={app.since} /> },
]

export function Component() {
  const styles = useStyles()
  const { deviceId = '' } = useParams()
  const { data: device, error, refetch } = useDevice(deviceId)
  const list = useListState({ defaultSort: 'name' })
  const apps = useDeviceApps(deviceId, listQueryOf(listDeviceApps.query, list))
  const crumbs = [{ label: texts.title, to: '/devices' }]
  if (error && !device) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState title={texts.loadFailed} error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const yesNo = (value: boolean) => (value ? texts.facts.yes : texts.facts.no)
  return (
    <Blade
      title={device?.name}
      crumbs={crumbs}
      icon={<TabletRegular className={styles.icon} aria-hidden="true" />}
      state={device && <EnrollmentLabel state={device.enrollmentState} />}
      facts={device && `${device.model} · ${device.serialNumber ?? texts.noSerial}`}
    >
      {device && (
        <>
          <Section title={texts.facts.title}>
            <KeyFacts
              facts={[
                { label: texts.facts.serial, value: device.serialNumber },
                { label: texts.facts.model, value: device.model },
                { label: texts.facts.os, value: device.osVersion },
                { label: texts.facts.ownership, value: texts.ownerships[device.ownership] },
                { label: texts.facts.supervised, value: yesNo(device.isSupervised) },
                { label: texts.facts.kiosk, value: yesNo(device.isKiosk) },
                { label: texts.facts.person, value: device.person?.displayName },
                {
                  label: texts.facts.seen,
                  value: device.lastSeenAt ? <RelativeTime at={device.lastSeenAt} /> : texts.never,
                },
                { label: texts.facts.added, value: <RelativeTime at={device.createdAt} /> },
              ]}
            />
          </Section>
          <Section title={texts.groups.title}>
            {device.groups.length === 0 ? (
              <Text className={styles.quiet}>{texts.groups.none}</Text>
            ) : (
              <ul className={styles.groups}>
                {device.groups.map((group) => (
                  <li key={group.id}>
                    <TextLink to={`/groups/${group.id}`}>{group.displayName}</TextLink>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
      <Section title={texts.apps.title}>
        <ResourceList
          label={texts.apps.title}
          noun={texts.apps.noun}
          query={apps}
          list={list}
          columns={columns}
          keyOf={(app) => `${app.appId}:${app.standing}`}
          searchLabel={texts.apps.search}
          empty={<EmptyState title={texts.apps.empty} text={texts.apps.emptyText} />}
        />
      </Section>
    </Blade>
  )
}
