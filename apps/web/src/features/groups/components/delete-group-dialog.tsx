import type { GroupView } from '@pomona/contracts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { useDeleteGroup } from '../api/delete-group.ts'
import { texts } from '../texts.ts'

type DeleteGroupDialogProps = { group: GroupView; onDeleted: () => void; onCancel: () => void }

/** Says what goes, what stays and that it cannot be undone. */
export function DeleteGroupDialog({ group, onDeleted, onCancel }: DeleteGroupDialogProps) {
  const remove = useDeleteGroup(group.id)
  return (
    <ConfirmDialog
      isOpen
      title={texts.delete.title(group.displayName)}
      confirmLabel={texts.delete.confirm}
      isDestructive
      isBusy={remove.isPending}
      onConfirm={() => {
        if (!remove.isPending) remove.mutate(undefined, { onSuccess: onDeleted })
      }}
      onCancel={onCancel}
    >
      <ErrorNotice title={texts.delete.failed} error={remove.error} />
      <span>{texts.delete.goes(group.assignmentCount)}</span>
      {group.memberCount > 0 && <span>{texts.delete.stays[group.kind](group.memberCount)}</span>}
      <span>{texts.delete.undo}</span>
    </ConfirmDialog>
  )
}
