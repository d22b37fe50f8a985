import type { AssetView } from '@pomona/contracts'
import { Notice } from '../../../ui/notice.tsx'
import { texts } from '../texts.ts'

/** What was saved, and how far Apple has come with it. */
export function AfterSave({ app, groups, isSettled }: { app: AssetView; groups: number; isSettled: boolean }) {
  return (
    <Notice intent={isSettled ? 'success' : 'info'} title={texts.saved.title}>
      {groups === 0 ? texts.saved.none : texts.saved.groups(groups)}{' '}
      {app.promisedCount > 0
        ? texts.saved.moving(app.promisedCount)
        : isSettled && !app.isUnlimited && texts.saved.settled(app.assignedCount, app.waitingCount)}
    </Notice>
  )
}
