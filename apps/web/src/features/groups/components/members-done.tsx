import { Button, makeStyles } from '@fluentui/react-components'
import { useRef } from 'react'
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

const useStyles = makeStyles({ root: { ':focus': { outlineStyle: 'none' } } })

function Removed({ groupId, removed, ids }: { groupId: string; removed: number; ids: readonly string[] }) {
  const styles = useStyles()
  const addAgain = useChangeMembers(groupId)
  const notice = useRef<HTMLDivElement>(null)
  const undo = () => {
    // The button goes with the notice; focus stays where it was.
    if (!addAgain.isPending) addAgain.mutate({ addIds: [...ids] }, { onSettled: () => notice.current?.focus() })
  }
  return (
    <div ref={notice} tabIndex={-1} className={styles.root}>
      <ErrorNotice title={texts.members.undoFailed} error={addAgain.error} />
      {addAgain.data && <Notice intent="success">{texts.members.undone(addAgain.data.added)}</Notice>}
      {!addAgain.error && !addAgain.data && (
        <Notice
          intent="success"
          actions={
            <Button disabledFocusable={addAgain.isPending} onClick={undo}>
              {texts.members.undo}
            </Button>
          }
        >
          {texts.members.removed(removed)}
        </Notice>
      )}
    </div>
  )
}
