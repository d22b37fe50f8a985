import { getAssignments } from '@pomona/contracts'
import type { AssignmentView } from '@pomona/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { callWithEtag } from '../../../lib/api-client.ts'
import { queryKeyOf } from '../../../lib/api-query.ts'

export type LoadedAssignments = { assignments: readonly AssignmentView[]; etag: string }

export const assignmentsQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeyOf(getAssignments, { params: { id } }),
    queryFn: async ({ signal }): Promise<LoadedAssignments> => {
      const { data, etag } = await callWithEtag(getAssignments, { params: { id }, signal })
      return { ...data, etag: etag ?? '' }
    },
  })

/** Read when the page opens and never behind the back of somebody who is editing. */
export function useAssignments(id: string) {
  return useQuery({
    ...assignmentsQuery(id),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}
