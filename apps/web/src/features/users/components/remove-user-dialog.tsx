import type { UserView } from '@pomona/contracts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { useDeleteUser } from '../api/delete-user.ts'
import { texts } from '../texts.ts'

type RemoveUserDialogProps = { user: UserView; onRemoved: () => void; onCancel: () => void }

/** Says what goes, what stays, and what happens at Apple. */
export function RemoveUserDialog({ user, onRemoved, onCancel }: RemoveUserDialogProps) {
  const remove = useDeleteUser(user.id)
  const known = user.vppUsers.filter(({ status }) => status === 'Registered' || status === 'Associated')
  const licenseCount = known.reduce((sum, vppUser) => sum + vppUser.licenseCount, 0)
  return (
    <ConfirmDialog
      isOpen
      title={texts.remove.title(user.displayName)}
      confirmLabel={texts.remove.confirm}
      isDestructive
      isBusy={remove.isPending}
      onConfirm={() => {
        if (!remove.isPending) remove.mutate(undefined, { onSuccess: onRemoved })
      }}
      onCancel={onCancel}
    >
      <ErrorNotice title={texts.remove.failed} error={remove.error} />
      <span>{texts.remove.retires(known.length)}</span>
      {known.length > 0 && <span>{texts.remove.frees(licenseCount)}</span>}
      <span>{texts.remove.leaves}</span>
      <span>{texts.remove.stays}</span>
    </ConfirmDialog>
  )
}
