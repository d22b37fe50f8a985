import { listNotifications } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useNotifications(id: string, query: NonNullable<CallInput<typeof listNotifications>['query']>) {
  return useQuery({
    ...apiQuery(listNotifications, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
}
