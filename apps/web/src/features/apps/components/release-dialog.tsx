import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { texts } from '../texts.ts'

type ReleaseDialogProps = {
  appName: string
  count: number
  isOpen: boolean
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

export function ReleaseDialog({ appName, count, isOpen, isBusy, onConfirm, onCancel }: ReleaseDialogProps) {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={texts.licenses.confirm.title(count)}
      confirmLabel={texts.licenses.releaseMany(count)}
      isDestructive
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <span>{texts.licenses.confirm.goes(appName, count)}</span>
      <span>{texts.licenses.confirm.stays}</span>
    </ConfirmDialog>
  )
}
