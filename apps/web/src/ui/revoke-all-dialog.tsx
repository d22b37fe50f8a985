import type { RevokePlanView } from '@pomona/contracts'
import { Spinner } from '@fluentui/react-components'
import type { UseQueryResult } from '@tanstack/react-query'
import { plural } from '../lib/format.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { ErrorNotice, ErrorState } from './error-state.tsx'

const texts = {
  loading: 'Working out what would go',
  failedPlan: 'It cannot be said yet what would go',
  failed: 'Nothing was taken back',
  going: (count: number) =>
    count === 1 ? '1 license goes back to Apple.' : `${plural(count, 'license')} go back to Apple.`,
  nothing: 'There is no license that could go back.',
  irrevocable: (count: number) =>
    count === 1
      ? '1 license stays: Apple never takes it back.'
      : `${plural(count, 'license')} stay: Apple never takes them back.`,
  already: (count: number) =>
    count === 1
      ? '1 license is on its way back already.'
      : `${plural(count, 'license')} are on their way back already.`,
  stillDue: (count: number) =>
    count === 1
      ? 'For 1 of them an assignment still asks: it joins the end of the line, and a license is given again once one is free. Change the assignment first if that is not what you want.'
      : `For ${plural(count, 'license')} an assignment still asks: they join the end of the line, and licenses are given again once some are free. Change the assignments first if that is not what you want.`,
  atOnce: 'The apps stop working there when the licenses are gone; this does not wait until they are removed.',
  confirm: (count: number) => `Take back ${plural(count, 'license')}`,
  close: 'Close',
}

/** What taking licenses back would do, in sentences. */
export function RevokePlanText({ plan }: { plan: RevokePlanView }) {
  return (
    <>
      <span>{plan.goingCount > 0 ? texts.going(plan.goingCount) : texts.nothing}</span>
      {plan.irrevocableCount > 0 && <span>{texts.irrevocable(plan.irrevocableCount)}</span>}
      {plan.alreadyOrderedCount > 0 && <span>{texts.already(plan.alreadyOrderedCount)}</span>}
      {plan.stillDueCount > 0 && <span>{texts.stillDue(plan.stillDueCount)}</span>}
      {plan.goingCount > 0 && <span>{texts.atOnce}</span>}
    </>
  )
}

type RevokeAllDialogProps = {
  title: string
  plan: Pick<UseQueryResult<RevokePlanView>, 'data' | 'error' | 'refetch'>
  /** What was refused when it was tried. */
  error: unknown
  isBusy: boolean
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before all licenses of something are taken back, with the plan of it. */
export function RevokeAllDialog({ title, plan, error, isBusy, onConfirm, onCancel }: RevokeAllDialogProps) {
  const going = plan.data?.goingCount ?? 0
  return (
    <ConfirmDialog
      isOpen
      title={title}
      confirmLabel={going > 0 ? texts.confirm(going) : undefined}
      {...(plan.data && going === 0 && { cancelLabel: texts.close })}
      isDestructive
      isBusy={isBusy}
      onConfirm={() => {
        if (!isBusy) onConfirm()
      }}
      onCancel={onCancel}
    >
      <ErrorNotice title={texts.failed} error={error} />
      {!plan.data && !plan.error && <Spinner size="tiny" label={texts.loading} />}
      {!plan.data && plan.error && (
        <ErrorState title={texts.failedPlan} error={plan.error} onRetry={() => void plan.refetch()} />
      )}
      {plan.data && <RevokePlanText plan={plan.data} />}
    </ConfirmDialog>
  )
}
