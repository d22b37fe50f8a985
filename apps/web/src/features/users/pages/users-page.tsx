import { createUser, listUsers } from '@pomona/contracts'
import { invitationStates } from '@pomona/domain'
import { Button, Select } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { useLocation, useNavigate } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { TokenPicker } from '../../../ui/token-picker.tsx'
import { useUsers } from '../api/list-users.ts'
import { userColumns } from '../components/user-columns.tsx'
import { AddUserPanel } from '../components/user-panel.tsx'
import { texts } from '../texts.ts'

const sorts = ['displayName', '-displayName', 'email', '-email'] as const

/** The person who was removed right before coming here, if one was. */
function useRemovedUser(): string | null {
  const state: unknown = useLocation().state
  const hasName = typeof state === 'object' && state !== null && 'removedUser' in state
  return hasName && typeof state.removedUser === 'string' ? state.removedUser : null
}

export function Component() {
  const mayAdd = useMay(createUser)
  const navigate = useNavigate()
  const list = useListState({ filters: ['invitation', 'tokenId', 'isRemoved'], defaultSort: 'displayName' })
  const query = useUsers(listQueryOf(listUsers.query, list))
  const removed = useRemovedUser()
  const { panel, open, close } = usePanel()
  return (
    <Blade
      title={texts.title}
      commands={
        mayAdd && (
          <CommandBar>
            <Button appearance="primary" icon={<AddRegular />} onClick={() => open('add')}>
              {texts.add}
            </Button>
          </CommandBar>
        )
      }
    >
      {removed !== null && <Notice intent="success">{texts.remove.done(removed)}</Notice>}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={userColumns}
        keyOf={(user) => user.id}
        searchLabel={texts.search}
        filters={
          <>
            <Select
              aria-label={texts.filters.invitation}
              value={list.filters['invitation'] ?? ''}
              onChange={(_, { value }) => list.setFilter('invitation', value)}
            >
              <option value="">{texts.filters.allInvitations}</option>
              {invitationStates.map((state) => (
                <option key={state} value={state}>
                  {texts.standings[state]}
                </option>
              ))}
            </Select>
            <TokenPicker
              aria-label={texts.filters.token}
              noneLabel={texts.filters.allTokens}
              chosenId={list.filters['tokenId']}
              onChange={(tokenId) => list.setFilter('tokenId', tokenId)}
            />
            <Select
              aria-label={texts.filters.here}
              value={list.filters['isRemoved'] ?? ''}
              onChange={(_, { value }) => list.setFilter('isRemoved', value)}
            >
              <option value="">{texts.filters.present}</option>
              <option value="true">{texts.filters.removed}</option>
            </Select>
            <Select aria-label={texts.sort} value={list.sort} onChange={(_, { value }) => list.setSort(value)}>
              {sorts.map((sort) => (
                <option key={sort} value={sort}>
                  {texts.sorts[sort]}
                </option>
              ))}
            </Select>
          </>
        }
        empty={
          <EmptyState
            icon={<PersonRegular />}
            title={texts.empty.title}
            text={mayAdd ? texts.empty.text : texts.empty.textReader}
            action={
              mayAdd && (
                <Button appearance="primary" onClick={() => open('add')}>
                  {texts.empty.action}
                </Button>
              )
            }
          />
        }
      />
      {mayAdd && panel === 'add' && (
        <AddUserPanel onAdded={(user) => void navigate(`/users/${user.id}`, { replace: true })} onClose={close} />
      )}
    </Blade>
  )
}
