import type { GroupView } from '@pomona/contracts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { texts } from '../texts.ts'

type RemoveMembersDialogProps = {
  group: GroupView
  count: number
  isOpen: boolean
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Says what leaving the group means for the devices, and that their licenses stay with them. */
export function RemoveMembersDialog({ group, count, isOpen, isBusy, onConfirm, onCancel }: RemoveMembersDialogProps) {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={texts.members.confirmTitle(count, group.displayName)}
      confirmLabel={texts.members.confirm(count)}
      isBusy={isBusy}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {group.assignmentCount > 0 && <span>{texts.members.confirmGoes(count)}</span>}
      <span>{texts.members.confirmStays(count)}</span>
    </ConfirmDialog>
  )
}
