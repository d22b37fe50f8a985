import { listSyncRuns } from '@pomona/contracts'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { useSyncRuns } from '../api/list-sync-runs.ts'
import { syncColumns } from '../components/sync-columns.tsx'
import { texts } from '../texts.ts'

export function Component() {
  const { tokenId = '' } = useParams()
  const list = useListState({ defaultSort: '-requestedAt' })
  const query = useSyncRuns(tokenId, listQueryOf(listSyncRuns.query, list))
  return (
    <ResourceList
      label={texts.runs.title}
      noun={texts.runs.noun}
      query={query}
      list={list}
      columns={syncColumns}
      keyOf={(run) => run.id}
      empty={<EmptyState title={texts.runs.empty} text={texts.runs.emptyText} />}
    />
  )
}
