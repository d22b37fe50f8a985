import { RevokeAllDialog } from '../../../ui/revoke-all-dialog.tsx'
import { useRevokePlan } from '../api/revoke-device-licenses.ts'
import type { useRevokeDeviceLicenses } from '../api/revoke-device-licenses.ts'
import { texts } from '../texts.ts'

type RevokeDeviceDialogProps = {
  deviceId: string
  deviceName: string
  revoke: ReturnType<typeof useRevokeDeviceLicenses>
  onDone: () => void
  onCancel: () => void
}

/** Before all device licenses of one device are taken back. */
export function RevokeDeviceDialog({ deviceId, deviceName, revoke, onDone, onCancel }: RevokeDeviceDialogProps) {
  const plan = useRevokePlan(deviceId)
  return (
    <RevokeAllDialog
      title={texts.revoke.title(deviceName)}
      plan={plan}
      error={revoke.error}
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined, { onSuccess: onDone })}
      onCancel={onCancel}
    />
  )
}
