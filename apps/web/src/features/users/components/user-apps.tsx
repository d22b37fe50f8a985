import { listUserApps } from '@pomona/contracts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { keyOfLicensedApp, licensedAppColumns } from '../../../ui/licensed-apps.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useUserApps } from '../api/list-user-apps.ts'
import { texts } from '../texts.ts'

/** The apps and books that the person holds a user license of, waits for, or is to lose, each with the way to Explain. */
export function UserApps({ userId, userName }: { userId: string; userName: string }) {
  const list = useListState({ defaultSort: 'name' })
  const query = useUserApps(userId, listQueryOf(listUserApps.query, list))
  return (
    <ResourceList
      label={texts.apps.title}
      noun={texts.apps.noun}
      query={query}
      list={list}
      columns={licensedAppColumns({ userId }, userName)}
      keyOf={keyOfLicensedApp}
      searchLabel={texts.apps.search}
      empty={<EmptyState title={texts.apps.empty} text={texts.apps.emptyText} />}
    />
  )
}
