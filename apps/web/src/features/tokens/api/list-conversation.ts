import { listConversation } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useConversation(id: string, query: NonNullable<CallInput<typeof listConversation>['query']>) {
  return useQuery({
    ...apiQuery(listConversation, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
}
