import { listApps } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** The apps that are assigned to a group, or from which it is excluded; the first of them by name. */
export function useGroupApps(groupId: string, limit: number) {
  return useQuery(apiQuery(listApps, { query: { groupId, limit } }))
}
