import { listDrift, listDriftItems } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

// A repair is carried out in the background; what it leaves is seen soon.
const refetchInterval = 10_000

export function useDrift(query: NonNullable<CallInput<typeof listDrift>['query']>) {
  return useQuery({ ...apiQuery(listDrift, { query }), placeholderData: keepPreviousData, refetchInterval })
}

type ItemsInput = Required<Pick<CallInput<typeof listDriftItems>, 'params' | 'query'>>

export function useDriftItems({ params, query }: ItemsInput) {
  return useQuery({
    ...apiQuery(listDriftItems, { params, query }),
    placeholderData: keepPreviousData,
    refetchInterval,
  })
}
