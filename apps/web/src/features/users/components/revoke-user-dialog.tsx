import { RevokeAllDialog } from '../../../ui/revoke-all-dialog.tsx'
import { useRevokePlan } from '../api/revoke-user-licenses.ts'
import type { useRevokeUserLicenses } from '../api/revoke-user-licenses.ts'
import { texts } from '../texts.ts'

type RevokeUserDialogProps = {
  userId: string
  userName: string
  revoke: ReturnType<typeof useRevokeUserLicenses>
  onDone: () => void
  onCancel: () => void
}

/** Before all user licenses of one person are taken back. */
export function RevokeUserDialog({ userId, userName, revoke, onDone, onCancel }: RevokeUserDialogProps) {
  const plan = useRevokePlan(userId)
  return (
    <RevokeAllDialog
      title={texts.revoke.title(userName)}
      plan={plan}
      error={revoke.error}
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate(undefined, { onSuccess: onDone })}
      onCancel={onCancel}
    />
  )
}
