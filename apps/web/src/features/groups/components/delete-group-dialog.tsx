import type { GroupView } from '@pomona/contracts'
import { useDeleteGroup } from '../api/delete-group.ts'
import { texts } from '../texts.ts'
import { PlannedDialog } from './planned-dialog.tsx'

type DeleteGroupDialogProps = { group: GroupView; onDeleted: () => void; onCancel: () => void }

/** Says what goes, what stays, who gets or loses what by it, and that it cannot be undone. */
export function DeleteGroupDialog({ group, onDeleted, onCancel }: DeleteGroupDialogProps) {
  const remove = useDeleteGroup(group.id)
  return (
    <PlannedDialog
      groupId={group.id}
      planned={{ delete: true }}
      title={texts.delete.title(group.displayName)}
      confirmLabel={texts.delete.confirm}
      failed={texts.delete.failed}
      isDestructive
      change={remove}
      onConfirm={(planHash, onRefused) => remove.mutate(planHash, { onSuccess: onDeleted, onError: onRefused })}
      onCancel={onCancel}
    >
      <span>{texts.delete.goes(group.assignmentCount)}</span>
      {group.memberCount > 0 && <span>{texts.delete.stays[group.kind](group.memberCount)}</span>}
      <span>{texts.delete.undo}</span>
    </PlannedDialog>
  )
}
