import { listMembers } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useMembers(id: string, query: NonNullable<CallInput<typeof listMembers>['query']>) {
  return useQuery({ ...apiQuery(listMembers, { params: { id }, query }), placeholderData: keepPreviousData })
}
