import { listGroups } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useGroups(query: NonNullable<CallInput<typeof listGroups>['query']>) {
  return useQuery({ ...apiQuery(listGroups, { query }), placeholderData: keepPreviousData })
}
