import { isApiError } from '../../../lib/api-error.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { memberTexts } from '../texts-members.ts'

/** Why a change was refused; where the plan that was shown no longer holds, what moved, and that the new one stands beside. */
export function ChangeRefused({ title, error }: { title: string; error: unknown }) {
  if (!isApiError(error, 'plan_changed')) return <ErrorNotice title={title} error={error} />
  const moved = error.details.map(({ message }) => message)
  return (
    <Notice intent="warning" title={memberTexts.plan.moved}>
      {[error.message, ...moved, memberTexts.plan.movedNext].join(' ')}
    </Notice>
  )
}
