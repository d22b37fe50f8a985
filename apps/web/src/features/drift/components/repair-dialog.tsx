import { Text } from '@fluentui/react-components'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import type { Repair, useRepairDrift } from '../api/repair-drift.ts'
import { texts } from '../texts.ts'

/** What somebody is about to repair, with what has to be said about it. */
export type AskedRepair = Repair & { appName: string; count: number; sentence: string }

type RepairDialogProps = {
  asked: AskedRepair | null
  repair: ReturnType<typeof useRepairDrift>
  onDone: () => void
  onCancel: () => void
}

/** Before a repair: how many, and what happens to them. */
export function RepairDialog({ asked, repair, onDone, onCancel }: RepairDialogProps) {
  if (!asked) return null
  const { appName, count, sentence, ...body } = asked
  return (
    <ConfirmDialog
      isOpen
      title={texts.repair.askTitle(count, appName)}
      confirmLabel={texts.repair.confirm(count)}
      isBusy={repair.isPending}
      onConfirm={() => {
        if (!repair.isPending) repair.mutate(body, { onSuccess: onDone })
      }}
      onCancel={onCancel}
    >
      <ErrorNotice title={texts.repair.failed} error={repair.error} />
      <span>
        <Text weight="semibold">{texts.repair.does}</Text> {sentence}
      </span>
      <span>{texts.repair.laterOn}</span>
    </ConfirmDialog>
  )
}
