import type { AssetView } from '@pomona/contracts'
import { Notice } from '../../../ui/notice.tsx'
import { assignTexts } from '../texts-assign.ts'
import { planTexts } from '../texts-plan.ts'
import type { Saved } from './assignments-editor.tsx'

const texts = assignTexts.saved

/** What was saved, by which plan, and how far Apple has come with it. */
export function AfterSave({ app, saved, isSettled }: { app: AssetView; saved: Saved; isSettled: boolean }) {
  const { lines, plan } = saved
  return (
    <Notice intent={isSettled ? 'success' : 'info'} title={texts.title}>
      {lines === 0 ? texts.none(app.name) : texts.lines(app.name, lines)} {plan && planTexts.done(plan.outcomes)}{' '}
      {app.promisedCount > 0
        ? texts.moving(app.promisedCount)
        : isSettled && !app.isUnlimited && texts.settled(app.assignedCount, app.waitingCount)}
    </Notice>
  )
}
