import { getTitle, listTitles } from '@pomona/contracts'
import type { PricingParam } from '@pomona/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useTitles(query: NonNullable<CallInput<typeof listTitles>['query']>) {
  return useQuery({ ...apiQuery(listTitles, { query }), placeholderData: keepPreviousData, refetchInterval: 30_000 })
}

export function useTitle(adamId: string, pricingParam: PricingParam) {
  return useQuery({ ...apiQuery(getTitle, { params: { adamId, pricingParam } }), refetchInterval: 30_000 })
}
