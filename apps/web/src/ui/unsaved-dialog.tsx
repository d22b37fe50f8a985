import type { Blocker } from 'react-router'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before something unsaved is lost. */
export function UnsavedDialog({ blocker, what }: { blocker: Blocker; what: string }) {
  return (
    <ConfirmDialog
      isOpen={blocker.state === 'blocked'}
      title="Leave without saving?"
      confirmLabel="Leave without saving"
      cancelLabel="Stay here"
      isDestructive
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {what}
    </ConfirmDialog>
  )
}
