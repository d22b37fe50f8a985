import type { planGroup } from '@pomona/contracts'
import { Spinner } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { CallInput } from '../../../lib/api-client.ts'
import { isApiError } from '../../../lib/api-error.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useGroupPlan } from '../api/plan-group.ts'
import { memberTexts } from '../texts-members.ts'
import { ChangeRefused } from './change-refused.tsx'
import { GroupPlan } from './group-plan.tsx'

type PlannedDialogProps = {
  groupId: string
  planned: NonNullable<CallInput<typeof planGroup>['body']>
  title: string
  confirmLabel: string
  failed: string
  isDestructive?: boolean
  change: { isPending: boolean; error: unknown }
  /** Does exactly what the plan with this hash showed. */
  onConfirm: (planHash: string, onRefused: (error: unknown) => void) => void
  onCancel: () => void
  children?: ReactNode
}

/** Asks before a group is changed, with the plan of it. Where the world has moved meanwhile, the plan is worked out anew. */
export function PlannedDialog(props: PlannedDialogProps) {
  const { groupId, planned, change, failed, children, onConfirm, ...dialog } = props
  const plan = useGroupPlan(groupId, planned)
  const isWorking = plan.isFetching
  return (
    <ConfirmDialog
      isOpen
      {...dialog}
      confirmLabel={plan.data ? dialog.confirmLabel : undefined}
      isBusy={change.isPending || isWorking}
      onConfirm={() => {
        if (change.isPending || isWorking || !plan.data) return
        onConfirm(plan.data.hash, (error) => {
          if (isApiError(error, 'plan_changed')) void plan.refetch()
        })
      }}
    >
      <ChangeRefused title={failed} error={change.error} />
      {children}
      {isWorking && <Spinner size="tiny" label={memberTexts.plan.working} />}
      {!isWorking && plan.error && !plan.data && (
        <ErrorState title={memberTexts.plan.failed} error={plan.error} onRetry={() => void plan.refetch()} />
      )}
      {!isWorking && plan.data && <GroupPlan plan={plan.data} />}
    </ConfirmDialog>
  )
}
