import { createGroup, listGroups } from '@pomona/contracts'
import type { GroupView } from '@pomona/contracts'
import { groupKinds } from '@pomona/domain'
import { Button, Select } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { useLocation, useNavigate } from 'react-router'
import { formatCount } from '../../../lib/format.ts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useGroups } from '../api/list-groups.ts'
import { GroupIcon } from '../components/group-icon.tsx'
import { CreateGroupPanel } from '../components/group-panel.tsx'
import { texts } from '../texts.ts'

const columns: readonly Column<GroupView>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    sortKey: 'displayName',
    render: (group) => (
      <NameCell
        icon={<GroupIcon kind={group.kind} />}
        name={group.displayName}
        to={`/groups/${group.id}`}
        second={group.description}
      />
    ),
  },
  { id: 'kind', label: texts.columns.kind, width: '128px', render: (group) => texts.kinds[group.kind] },
  {
    id: 'members',
    label: texts.columns.members,
    isNumber: true,
    width: '104px',
    render: (group) => formatCount(group.memberCount),
  },
  {
    id: 'apps',
    label: texts.columns.apps,
    isNumber: true,
    width: '120px',
    render: (group) => formatCount(group.assignmentCount),
  },
  {
    id: 'created',
    label: texts.columns.created,
    width: '136px',
    render: (group) => <RelativeTime at={group.createdAt} />,
  },
]

/** The group that was deleted right before coming here, if one was. */
function useDeletedGroup(): string | null {
  const state: unknown = useLocation().state
  const hasName = typeof state === 'object' && state !== null && 'deletedGroup' in state
  return hasName && typeof state.deletedGroup === 'string' ? state.deletedGroup : null
}

export function Component() {
  const mayCreate = useMay(createGroup)
  const navigate = useNavigate()
  const list = useListState({ filters: ['kind'], defaultSort: 'displayName' })
  const query = useGroups(listQueryOf(listGroups.query, list))
  const deleted = useDeletedGroup()
  const { panel, open, close } = usePanel()
  return (
    <Blade
      title={texts.title}
      commands={
        mayCreate && (
          <CommandBar>
            <Button appearance="primary" icon={<AddRegular />} onClick={() => open('create')}>
              {texts.create}
            </Button>
          </CommandBar>
        )
      }
    >
      {deleted !== null && <Notice intent="success">{texts.delete.done(deleted)}</Notice>}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(group) => group.id}
        searchLabel={texts.search}
        filters={
          <Select
            aria-label={texts.kindFilter}
            value={list.filters['kind'] ?? ''}
            onChange={(_, { value }) => list.setFilter('kind', value)}
          >
            <option value="">{texts.allKinds}</option>
            {groupKinds.map((kind) => (
              <option key={kind} value={kind}>
                {texts.kindFilters[kind]}
              </option>
            ))}
          </Select>
        }
        empty={
          <EmptyState
            icon={<PeopleTeamRegular />}
            title={texts.empty.title}
            text={mayCreate ? texts.empty.text : texts.empty.textReader}
            action={
              mayCreate && (
                <Button appearance="primary" onClick={() => open('create')}>
                  {texts.empty.action}
                </Button>
              )
            }
          />
        }
      />
      {mayCreate && panel === 'create' && (
        <CreateGroupPanel
          onCreated={(group) => void navigate(`/groups/${group.id}`, { replace: true })}
          onClose={close}
        />
      )}
    </Blade>
  )
}
