import type { GroupView } from '@pomona/contracts'
import type { useChangeMembers } from '../api/change-members.ts'
import { memberTexts } from '../texts-members.ts'
import { PlannedDialog } from './planned-dialog.tsx'

type RemoveMembersDialogProps = {
  group: GroupView
  ids: readonly string[]
  change: ReturnType<typeof useChangeMembers>
  onRemoved: (removed: number) => void
  onCancel: () => void
}

/** Says what leaving the group means for its members and their licenses. */
export function RemoveMembersDialog({ group, ids, change, onRemoved, onCancel }: RemoveMembersDialogProps) {
  const words = memberTexts.remove
  return (
    <PlannedDialog
      groupId={group.id}
      planned={{ removeIds: [...ids] }}
      title={words.title(group.kind, ids.length, group.displayName)}
      confirmLabel={words.confirm(group.kind, ids.length)}
      failed={words.failed}
      change={change}
      onConfirm={(planHash, onRefused) =>
        change.mutate(
          { removeIds: [...ids], planHash },
          { onSuccess: ({ removed }) => onRemoved(removed), onError: onRefused },
        )
      }
      onCancel={onCancel}
    >
      <span>{words.stays[group.kind](ids.length)}</span>
    </PlannedDialog>
  )
}
