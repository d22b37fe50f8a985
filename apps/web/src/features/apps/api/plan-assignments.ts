import { listBookPlanItems, listPlanItems, planAssignments, planBookAssignments } from '@pomona/contracts'
import type { AssignmentInput } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'
import { queryKeyOf } from '../../../lib/api-query.ts'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { useAssetKind } from '../components/asset-kind.ts'

const planRoutes = { apps: planAssignments, books: planBookAssignments }
const itemRoutes = { apps: listPlanItems, books: listBookPlanItems }

/**
 * What saving the list would do (P19), asked anew once the editing pauses. Meanwhile the former plan stays, and `isFresh` says that it is not
 * the one of this list.
 */
export function usePlan(id: string, assignments: AssignmentInput[], etag: string) {
  const route = planRoutes[useAssetKind()]
  const wanted = JSON.stringify([etag, assignments])
  const asked = useDebounced(wanted, 350)
  const isSettled = asked === wanted
  const query = useQuery({
    queryKey: [...queryKeyOf(route, { params: { id } }), asked],
    queryFn: ({ signal }) => call(route, { params: { id }, body: { assignments }, signal }),
    // While the editing goes on, `assignments` is not what the key says.
    enabled: isSettled,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const isOfThisList = isSettled && !query.isPlaceholderData
  const error = isSettled ? query.error : null
  return {
    plan: query.data,
    error,
    isFresh: isOfThisList && query.data !== undefined && error === null && !query.isFetching,
    isWorking: !isSettled || query.isFetching,
    plannedAt: query.dataUpdatedAt,
    refetch: query.refetch,
  }
}

export type Plan = ReturnType<typeof usePlan>
export type PlanItemsBody = NonNullable<CallInput<typeof listPlanItems>['body']>

/** The names behind one number of the plan, page by page. */
export function usePlanItems(id: string, body: PlanItemsBody) {
  const route = itemRoutes[useAssetKind()]
  return useQuery({
    queryKey: [...queryKeyOf(route, { params: { id } }), body],
    queryFn: ({ signal }) => call(route, { params: { id }, body, signal }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
}
