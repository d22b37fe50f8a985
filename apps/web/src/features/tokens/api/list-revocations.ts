import { getRevocation, listRevocationItems, listRevocations } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

type RunsQuery = NonNullable<CallInput<typeof listRevocations>['query']>

export function useRevocations(id: string, query: RunsQuery, isEnabled = true) {
  return useQuery({
    enabled: isEnabled,
    ...apiQuery(listRevocations, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.value.some((run) => run.state === 'running') ? 2_000 : false),
  })
}

/** Followed closely until the last license is settled. */
export function useRevocation(id: string, revocationId: string) {
  return useQuery({
    ...apiQuery(getRevocation, { params: { id, revocationId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_500 : false),
  })
}

type ItemsQuery = NonNullable<CallInput<typeof listRevocationItems>['query']>

export function useRevocationItems(id: string, revocationId: string, query: ItemsQuery, isFollowed: boolean) {
  return useQuery({
    ...apiQuery(listRevocationItems, { params: { id, revocationId }, query }),
    placeholderData: keepPreviousData,
    // Also after the end, for as long as what is shown is from before it.
    refetchInterval: ({ state }) =>
      isFollowed || state.data?.value.some(({ outcome }) => outcome === 'pending') ? 2_000 : false,
  })
}
