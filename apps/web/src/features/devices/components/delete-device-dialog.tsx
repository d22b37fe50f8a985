import type { DeviceView } from '@pomona/contracts'
import { Switch } from '@fluentui/react-components'
import { useState } from 'react'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { useDeleteDevice } from '../api/delete-device.ts'
import { texts } from '../texts.ts'

type DeleteDeviceDialogProps = { device: DeviceView; onDeleted: () => void; onCancel: () => void }

/** Says what goes, what becomes of the licenses, and what stays. */
export function DeleteDeviceDialog({ device, onDeleted, onCancel }: DeleteDeviceDialogProps) {
  const remove = useDeleteDevice(device.id)
  const [keepsLicenses, setKeepsLicenses] = useState(false)
  const holds = device.serialNumber !== null && device.heldCount > 0
  return (
    <ConfirmDialog
      isOpen
      title={texts.delete.title(device.name)}
      confirmLabel={texts.delete.confirm}
      isDestructive
      isBusy={remove.isPending}
      onConfirm={() => {
        if (!remove.isPending) remove.mutate(holds && keepsLicenses, { onSuccess: onDeleted })
      }}
      onCancel={onCancel}
    >
      <ErrorNotice title={texts.delete.failed} error={remove.error} />
      <span>{texts.delete.goes}</span>
      {device.waitingCount > 0 && <span>{texts.delete.line(device.waitingCount)}</span>}
      {holds && (
        <>
          <Switch
            label={texts.delete.keep}
            checked={keepsLicenses}
            onChange={(_, { checked }) => setKeepsLicenses(checked)}
          />
          <span>{keepsLicenses ? texts.delete.kept(device.serialNumber) : texts.delete.goBack}</span>
        </>
      )}
      {device.person && <span>{texts.delete.user(device.person.displayName)}</span>}
      {device.enrollmentState === 'enrolled' && <span>{texts.delete.enrolled}</span>}
      <span>{texts.delete.undo}</span>
    </ConfirmDialog>
  )
}
