import { deleteGroup, patchMembers, updateGroup } from '@pomona/contracts'
import type { GroupView } from '@pomona/contracts'
import { Button, makeStyles, Text } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useGroup } from '../api/get-group.ts'
import { AddMembersPanel } from '../components/add-members-panel.tsx'
import { DeleteGroupDialog } from '../components/delete-group-dialog.tsx'
import { GroupApps } from '../components/group-apps.tsx'
import { GroupIcon } from '../components/group-icon.tsx'
import { EditGroupPanel } from '../components/group-panel.tsx'
import { MembersDone } from '../components/members-done.tsx'
import type { MembersChange } from '../components/members-done.tsx'
import { MembersList } from '../components/members-list.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ description: { maxWidth: '70ch', whiteSpace: 'pre-line', overflowWrap: 'anywhere' } })

function Facts({ group }: { group: GroupView }) {
  return (
    <>
      {texts.kinds[group.kind]} · {texts.facts.members(group.kind, group.memberCount)} ·{' '}
      {group.assignmentCount > 0 ? (
        <TextLink to={`/apps?groupId=${group.id}`}>{texts.facts.assignments(group.assignmentCount)}</TextLink>
      ) : (
        texts.facts.assignments(group.assignmentCount)
      )}{' '}
      · {texts.facts.created} <RelativeTime at={group.createdAt} />
    </>
  )
}

export function Component() {
  const styles = useStyles()
  const { groupId = '' } = useParams()
  const navigate = useNavigate()
  const { data: group, error, refetch } = useGroup(groupId)
  const { panel, open, close } = usePanel()
  const [done, setDone] = useState<{ turn: number; change: MembersChange } | null>(null)
  const mayEdit = useMay(updateGroup)
  const mayDelete = useMay(deleteGroup)
  const mayChange = useMay(patchMembers)
  const crumbs = [{ label: texts.title, to: '/groups' }]
  const tell = (change: MembersChange) => setDone((former) => ({ turn: (former?.turn ?? 0) + 1, change }))
  const canAdd = mayChange && group !== undefined

  if (error && (!group || isApiError(error, 'not_found'))) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  return (
    <Blade
      title={group?.displayName}
      crumbs={crumbs}
      icon={<GroupIcon kind={group?.kind ?? 'device'} isLarge />}
      facts={group && <Facts group={group} />}
      commands={
        group &&
        (canAdd || mayEdit || mayDelete) && (
          <CommandBar
            apart={
              mayDelete && (
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => open('delete')}>
                  {texts.delete.command}
                </Button>
              )
            }
          >
            {canAdd && (
              <Button appearance="primary" icon={<AddRegular />} onClick={() => open('add')}>
                {texts.members.add}
              </Button>
            )}
            {mayEdit && (
              <Button appearance="subtle" icon={<EditRegular />} onClick={() => open('edit')}>
                {texts.edit}
              </Button>
            )}
          </CommandBar>
        )
      }
    >
      {group?.description && <Text className={styles.description}>{group.description}</Text>}
      {done && group && <MembersDone key={done.turn} groupId={groupId} kind={group.kind} change={done.change} />}
      <Section title={texts.members.title}>
        <MembersList
          groupId={groupId}
          group={group}
          onAdd={() => open('add')}
          onRemoved={(removed, ids) => tell({ kind: 'removed', removed, ids })}
        />
      </Section>
      {group && <GroupApps groupId={groupId} />}
      {canAdd && panel === 'add' && (
        <AddMembersPanel
          group={group}
          onClose={close}
          onAdded={(added, asked) => {
            tell({ kind: 'added', added, asked })
            close()
          }}
        />
      )}
      {group && mayEdit && panel === 'edit' && <EditGroupPanel group={group} onClose={close} />}
      {group && mayDelete && panel === 'delete' && (
        <DeleteGroupDialog
          group={group}
          onDeleted={() => void navigate('/groups', { replace: true, state: { deletedGroup: group.displayName } })}
          onCancel={close}
        />
      )}
    </Blade>
  )
}
