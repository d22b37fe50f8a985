import type { AssetView } from '@pomona/contracts'
import { Notice } from '../../../ui/notice.tsx'
import { texts } from '../texts.ts'

/** What was saved, and how far Apple has come with it. */
export function AfterSave({ app, groups, isFollowed }: { app: AssetView; groups: number; isFollowed: boolean }) {
  const isMoving = isFollowed || app.promisedCount > 0
  return (
    <Notice intent={isMoving ? 'info' : 'success'} title={texts.saved.title}>
      {groups === 0 ? texts.saved.none : texts.saved.groups(groups)}{' '}
      {app.promisedCount > 0
        ? texts.saved.moving(app.promisedCount)
        : !isMoving && !app.isUnlimited && texts.saved.settled(app.assignedCount, app.waitingCount)}
    </Notice>
  )
}
