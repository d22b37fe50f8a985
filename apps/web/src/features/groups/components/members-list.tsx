import { listMembers, patchMembers } from '@pomona/contracts'
import type { GroupMember, GroupView } from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { useState } from 'react'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column, Selection } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { useMembers } from '../api/list-members.ts'
import { memberTexts } from '../texts-members.ts'
import { texts } from '../texts.ts'
import { GroupIcon } from './group-icon.tsx'
import { RemoveMembersDialog } from './remove-members-dialog.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

function columnsOf(kind: GroupKind): Column<GroupMember>[] {
  return [
    {
      id: 'name',
      label: texts.members.name,
      sortKey: 'displayName',
      render: (member) => (
        <NameCell name={member.displayName} to={`/${kind === 'device' ? 'devices' : 'users'}/${member.id}`} />
      ),
    },
    {
      id: 'detail',
      label: texts.members.detail[kind],
      render: (member) => member.detail || texts.members.noSerial,
    },
  ]
}

type MembersListProps = {
  groupId: string
  /** Absent while it is being loaded; its members are asked for meanwhile. */
  group: GroupView | undefined
  onAdd: () => void
  onRemoved: (removed: number, ids: readonly string[]) => void
}

/** The members, devices or people, who can be taken out. */
export function MembersList({ groupId, group, onAdd, onRemoved }: MembersListProps) {
  const styles = useStyles()
  const kind = group?.kind ?? 'device'
  const mayChange = useMay(patchMembers)
  const canChange = mayChange && group !== undefined
  const list = useListState({ defaultSort: 'displayName' })
  const query = useMembers(groupId, listQueryOf(listMembers.query, list))
  const change = useChangeMembers(groupId)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isAsking, setIsAsking] = useState(false)
  const selection: Selection<GroupMember> = {
    selectedKeys: selected,
    onChange: setSelected,
    labelOf: (member) => member.displayName,
  }
  return (
    <div className={styles.root}>
      {canChange && group.memberCount > 0 && (
        <CommandBar>
          <Button
            icon={<SubtractCircleRegular />}
            disabledFocusable={selected.size === 0}
            onClick={() => {
              change.reset()
              if (selected.size > 0) setIsAsking(true)
            }}
          >
            {memberTexts.remove.command}
          </Button>
          {selected.size > 0 && (
            <>
              <Text>{texts.members.selected(selected.size)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Set())}>
                {texts.members.clear}
              </Button>
            </>
          )}
        </CommandBar>
      )}
      <ResourceList
        label={texts.members.title}
        noun={texts.members.noun}
        query={query}
        list={list}
        columns={columnsOf(kind)}
        keyOf={(member) => member.id}
        searchLabel={texts.members.search[kind]}
        selection={canChange ? selection : undefined}
        empty={
          <EmptyState
            icon={<GroupIcon kind={kind} isLarge />}
            title={texts.members.empty}
            text={canChange ? texts.members.emptyText[kind] : texts.members.emptyReader}
            action={
              canChange && (
                <Button icon={<AddRegular />} onClick={onAdd}>
                  {texts.members.add}
                </Button>
              )
            }
          />
        }
      />
      {group && isAsking && (
        <RemoveMembersDialog
          group={group}
          ids={[...selected]}
          change={change}
          onRemoved={(removed) => {
            onRemoved(removed, [...selected])
            setSelected(new Set())
            setIsAsking(false)
          }}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </div>
  )
}
