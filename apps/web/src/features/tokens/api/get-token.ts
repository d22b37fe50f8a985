import { getToken } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export const tokenQuery = (id: string) => apiQuery(getToken, { params: { id } })

/** Asked again every second while a sync is under way, so that its progress is seen. */
export function useToken(id: string) {
  return useQuery({
    ...tokenQuery(id),
    refetchInterval: ({ state }) => (state.data?.activeSync ? 1_000 : 15_000),
  })
}
