import { listForeignHoldings } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useForeignHoldings(id: string, query: NonNullable<CallInput<typeof listForeignHoldings>['query']>) {
  return useQuery({ ...apiQuery(listForeignHoldings, { params: { id }, query }), placeholderData: keepPreviousData })
}
