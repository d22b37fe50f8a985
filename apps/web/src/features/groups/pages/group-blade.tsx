import { deleteGroup, patchMembers, updateGroup } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Section } from '../../../ui/section.tsx'
import { useGroup } from '../api/get-group.ts'
import { AddMembersPanel } from '../components/add-members-panel.tsx'
import { DeleteGroupDialog } from '../components/delete-group-dialog.tsx'
import { EditGroupPanel } from '../components/group-panel.tsx'
import { MembersList } from '../components/members-list.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  icon: { fontSize: '32px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  description: { maxWidth: '70ch', whiteSpace: 'pre-line' },
})

export function Component() {
  const styles = useStyles()
  const { groupId = '' } = useParams()
  const navigate = useNavigate()
  const { data: group, error, refetch } = useGroup(groupId)
  const { panel, open, close } = usePanel()
  const [done, setDone] = useState<string | null>(null)
  const mayEdit = useMay(updateGroup)
  const mayDelete = useMay(deleteGroup)
  const mayChange = useMay(patchMembers)
  const crumbs = [{ label: texts.title, to: '/groups' }]

  if (error && !group) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState title={texts.loadFailed} error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const isDeviceGroup = group?.kind === 'device'
  return (
    <Blade
      title={group?.displayName}
      crumbs={crumbs}
      icon={<PeopleTeamRegular className={styles.icon} aria-hidden="true" />}
      facts={group && texts.facts(group.kind, group.memberCount, group.assignmentCount)}
      commands={
        group && (
          <CommandBar
            apart={
              mayDelete && (
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => open('delete')}>
                  {texts.delete.command}
                </Button>
              )
            }
          >
            {mayChange && isDeviceGroup && (
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
      {done && <Notice intent="success">{done}</Notice>}
      {group?.description && <Text className={styles.description}>{group.description}</Text>}
      {group && (
        <Section title={texts.members.title}>
          <MembersList group={group} onRemoved={(count) => setDone(texts.members.removed(count))} />
        </Section>
      )}
      {group && mayChange && panel === 'add' && (
        <AddMembersPanel
          groupId={group.id}
          onClose={close}
          onAdded={(count) => {
            setDone(texts.members.added(count))
            close()
          }}
        />
      )}
      {group && mayEdit && panel === 'edit' && <EditGroupPanel group={group} onClose={close} />}
      {group && mayDelete && panel === 'delete' && (
        <DeleteGroupDialog
          group={group}
          onDeleted={() => void navigate('/groups', { replace: true })}
          onCancel={close}
        />
      )}
    </Blade>
  )
}
