import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

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
      title={texts.confirm.title(count)}
      confirmLabel={texts.releaseMany(count)}
      isDestructive
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <span>{texts.confirm.goes(appName, count)}</span>
      <span>{texts.confirm.stays}</span>
    </ConfirmDialog>
  )
}
