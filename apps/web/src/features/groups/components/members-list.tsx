import { listMembers, patchMembers } from '@pomona/contracts'
import type { GroupMember, GroupView } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { PersonDeleteRegular } from '@fluentui/react-icons/svg/person-delete'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'
import { useState } from 'react'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import type { Column, Selection } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { useMembers } from '../api/list-members.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

function columnsOf(group: GroupView): Column<GroupMember>[] {
  return [
    {
      id: 'name',
      label: texts.members.name,
      sortKey: 'displayName',
      render: (member) => (
        <NameCell name={member.displayName} {...(group.kind === 'device' && { to: `/devices/${member.id}` })} />
      ),
    },
    { id: 'detail', label: texts.members.serial, render: (member) => member.detail },
  ]
}

type MembersListProps = { group: GroupView; onRemoved: (count: number) => void }

export function MembersList({ group, onRemoved }: MembersListProps) {
  const styles = useStyles()
  const mayChange = useMay(patchMembers)
  const list = useListState({ defaultSort: 'displayName' })
  const query = useMembers(group.id, listQueryOf(listMembers.query, list))
  const change = useChangeMembers(group.id)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isAsking, setIsAsking] = useState(false)
  const selection: Selection<GroupMember> = {
    selectedKeys: selected,
    onChange: setSelected,
    labelOf: (member) => member.displayName,
  }

  return (
    <div className={styles.root}>
      {mayChange && selected.size > 0 && (
        <CommandBar>
          <Button icon={<PersonDeleteRegular />} onClick={() => setIsAsking(true)}>
            {texts.members.remove}
          </Button>
          <Text>{texts.members.selected(selected.size)}</Text>
          <Button appearance="subtle" onClick={() => setSelected(new Set())}>
            {texts.members.clear}
          </Button>
        </CommandBar>
      )}
      <ErrorNotice title={texts.members.removeFailed} error={change.error} />
      <ResourceList
        label={texts.members.title}
        noun={texts.members.noun}
        query={query}
        list={list}
        columns={columnsOf(group)}
        keyOf={(member) => member.id}
        searchLabel={texts.members.search}
        selection={mayChange ? selection : undefined}
        empty={
          <EmptyState
            icon={<TabletRegular />}
            title={texts.members.empty}
            text={mayChange ? texts.members.emptyText : texts.members.emptyReader}
          />
        }
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.members.confirmTitle(selected.size)}
        confirmLabel={texts.members.confirm(selected.size)}
        isBusy={change.isPending}
        onConfirm={() =>
          change.mutate(
            { removeIds: [...selected] },
            {
              onSuccess: ({ removed }) => {
                setSelected(new Set())
                onRemoved(removed)
              },
              onSettled: () => setIsAsking(false),
            },
          )
        }
        onCancel={() => setIsAsking(false)}
      >
        {texts.members.confirmText}
      </ConfirmDialog>
    </div>
  )
}
