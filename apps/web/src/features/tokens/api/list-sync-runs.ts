import { listSyncRuns } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useSyncRuns(id: string, query: NonNullable<CallInput<typeof listSyncRuns>['query']>) {
  return useQuery({
    ...apiQuery(listSyncRuns, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.value.some((run) => run.state === 'running' || run.state === 'queued') ? 2_000 : false,
  })
}
