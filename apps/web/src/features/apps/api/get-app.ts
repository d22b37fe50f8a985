import { getApp } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export const appQuery = (id: string) => apiQuery(getApp, { params: { id } })

/** Followed closely while orders are under way, or while somebody waits to see the first of them. */
export function useApp(id: string, isFollowed = false) {
  return useQuery({
    ...appQuery(id),
    refetchInterval: ({ state }) => (isFollowed || (state.data?.promisedCount ?? 0) > 0 ? 1_500 : 20_000),
  })
}
