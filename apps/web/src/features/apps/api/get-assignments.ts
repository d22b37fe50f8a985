import { getAssignments, getBookAssignments } from '@pomona/contracts'
import type { AssignmentView } from '@pomona/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { callWithEtag } from '../../../lib/api-client.ts'
import { queryKeyOf } from '../../../lib/api-query.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import type { AssetKind } from '../components/asset-kind.ts'

export type LoadedAssignments = { assignments: readonly AssignmentView[]; etag: string }

const routes = { apps: getAssignments, books: getBookAssignments }

export const assignmentsQuery = (kind: AssetKind, id: string) =>
  queryOptions({
    queryKey: queryKeyOf(routes[kind], { params: { id } }),
    queryFn: async ({ signal }): Promise<LoadedAssignments> => {
      const { data, etag } = await callWithEtag(routes[kind], { params: { id }, signal })
      return { ...data, etag: etag ?? '' }
    },
  })

/** Read when the page opens and never behind the back of somebody who is editing. */
export function useAssignments(id: string) {
  return useQuery({
    ...assignmentsQuery(useAssetKind(), id),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}
