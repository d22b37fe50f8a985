import { listUsers } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useUsers(query: NonNullable<CallInput<typeof listUsers>['query']>) {
  return useQuery({ ...apiQuery(listUsers, { query }), placeholderData: keepPreviousData })
}
