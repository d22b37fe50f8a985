import type { GroupKind } from '@pomona/domain'
import { Button, makeStyles } from '@fluentui/react-components'
import { useRef } from 'react'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { memberTexts } from '../texts-members.ts'

export type MembersChange =
  | { kind: 'added'; added: number; asked: number }
  | { kind: 'removed'; removed: number; ids: readonly string[] }

type MembersDoneProps = { groupId: string; kind: GroupKind; change: MembersChange }

/** What was done to the members, and the way back where there is one. */
export function MembersDone({ groupId, kind, change }: MembersDoneProps) {
  if (change.kind === 'added')
    return <Notice intent="success">{memberTexts.done.added(kind, change.added, change.asked)}</Notice>
  return <Removed groupId={groupId} kind={kind} removed={change.removed} ids={change.ids} />
}

const useStyles = makeStyles({ root: { ':focus': { outlineStyle: 'none' } } })

type RemovedProps = { groupId: string; kind: GroupKind; removed: number; ids: readonly string[] }

function Removed({ groupId, kind, removed, ids }: RemovedProps) {
  const styles = useStyles()
  const addAgain = useChangeMembers(groupId)
  const notice = useRef<HTMLDivElement>(null)
  const undo = () => {
    // The button goes with the notice; focus stays where it was.
    if (!addAgain.isPending) addAgain.mutate({ addIds: [...ids] }, { onSettled: () => notice.current?.focus() })
  }
  return (
    <div ref={notice} tabIndex={-1} className={styles.root}>
      <ErrorNotice title={memberTexts.done.undoFailed} error={addAgain.error} />
      {addAgain.data && <Notice intent="success">{memberTexts.done.undone(kind, addAgain.data.added)}</Notice>}
      {!addAgain.error && !addAgain.data && (
        <Notice
          intent="success"
          actions={
            <Button disabledFocusable={addAgain.isPending} onClick={undo}>
              {memberTexts.done.undo}
            </Button>
          }
        >
          {memberTexts.done.removed(kind, removed)}
        </Notice>
      )}
    </div>
  )
}
