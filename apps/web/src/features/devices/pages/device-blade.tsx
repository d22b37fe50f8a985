import { deleteDevice, listDeviceApps, revokeDeviceLicenses, updateDevice } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { Commands } from '../../../ui/commands.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { keyOfLicensedApp, licensedAppColumns } from '../../../ui/licensed-apps.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { RevokedNotice } from '../../../ui/revoked-notice.tsx'
import { Section } from '../../../ui/section.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useDevice } from '../api/get-device.ts'
import { useDeviceApps } from '../api/list-device-apps.ts'
import { useRevokeDeviceLicenses } from '../api/revoke-device-licenses.ts'
import { DeleteDeviceDialog } from '../components/delete-device-dialog.tsx'
import { DeviceFacts } from '../components/device-facts.tsx'
import { DeviceIcon } from '../components/device-icon.tsx'
import { EditDevicePanel } from '../components/edit-device-panel.tsx'
import { EnrollmentLabel } from '../components/enrollment-label.tsx'
import { RevokeDeviceDialog } from '../components/revoke-device-dialog.tsx'
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
  const navigate = useNavigate()
  const { panel, open, close } = usePanel()
  const revoke = useRevokeDeviceLicenses(deviceId)
  const [isSaved, setIsSaved] = useState(false)
  const may = { edit: useMay(updateDevice), remove: useMay(deleteDevice), revoke: useMay(revokeDeviceLicenses) }
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
      commands={
        device && (
          <Commands
            moreLabel="More"
            commands={[
              {
                id: 'explain',
                label: texts.explain,
                icon: <QuestionCircleRegular />,
                onClick: () => void navigate(`/explain?deviceId=${deviceId}`),
              },
              may.edit && {
                id: 'edit',
                label: texts.edit.command,
                icon: <EditRegular />,
                onClick: () => open('edit'),
              },
              may.revoke && {
                id: 'revoke',
                label: texts.revoke.command,
                icon: <ArrowUndoRegular />,
                isDestructive: true,
                onClick: () => open('revoke'),
              },
              may.remove && {
                id: 'delete',
                label: texts.delete.command,
                icon: <DeleteRegular />,
                isDestructive: true,
                onClick: () => open('delete'),
              },
            ]}
          />
        )
      }
    >
      {isSaved && <Notice intent="success">{texts.edit.saved}</Notice>}
      {revoke.data && <RevokedNotice items={revoke.data.value} />}
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
          columns={licensedAppColumns({ deviceId }, device?.name ?? '')}
          keyOf={keyOfLicensedApp}
          searchLabel={texts.apps.search}
          empty={
            <EmptyState
              title={texts.apps.empty}
              text={device?.serialNumber === null ? texts.apps.emptyNoSerial : texts.apps.emptyText}
            />
          }
        />
      </Section>
      {device && may.edit && panel === 'edit' && (
        <EditDevicePanel
          device={device}
          onSaved={() => {
            setIsSaved(true)
            close()
          }}
          onClose={close}
        />
      )}
      {device && may.revoke && panel === 'revoke' && (
        <RevokeDeviceDialog
          deviceId={deviceId}
          deviceName={device.name}
          revoke={revoke}
          onDone={close}
          onCancel={close}
        />
      )}
      {device && may.remove && panel === 'delete' && (
        <DeleteDeviceDialog
          device={device}
          onDeleted={() => void navigate('/devices', { replace: true, state: { deletedDevice: device.name } })}
          onCancel={close}
        />
      )}
    </Blade>
  )
}
