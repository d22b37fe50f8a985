import { Button } from '@fluentui/react-components'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { texts } from '../texts.ts'

export type MembersChange =
  | { kind: 'added'; added: number; asked: number }
  | { kind: 'removed'; removed: number; ids: readonly string[] }

/** What was done to the members, and the way back where there is one. */
export function MembersDone({ groupId, change }: { groupId: string; change: MembersChange }) {
  if (change.kind === 'added')
    return <Notice intent="success">{texts.members.added(change.added, change.asked)}</Notice>
  return <Removed groupId={groupId} removed={change.removed} ids={change.ids} />
}

function Removed({ groupId, removed, ids }: { groupId: string; removed: number; ids: readonly string[] }) {
  const addAgain = useChangeMembers(groupId)
  if (addAgain.error) return <ErrorNotice title={texts.members.undoFailed} error={addAgain.error} />
  if (addAgain.data) return <Notice intent="success">{texts.members.undone(addAgain.data.added)}</Notice>
  return (
    <Notice
      intent="success"
      actions={
        <Button disabledFocusable={addAgain.isPending} onClick={() => addAgain.mutate({ addIds: [...ids] })}>
          {texts.members.undo}
        </Button>
      }
    >
      {texts.members.removed(removed)}
    </Notice>
  )
}
