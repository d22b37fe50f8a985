import { getSyncRun } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** Followed while the sync is under way. */
export function useSyncRun(id: string, runId: string) {
  return useQuery({
    ...apiQuery(getSyncRun, { params: { id, runId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' || state.data?.state === 'queued' ? 1_500 : false),
  })
}
