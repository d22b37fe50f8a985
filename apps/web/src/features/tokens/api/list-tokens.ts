import { listTokens } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useTokens(query: NonNullable<CallInput<typeof listTokens>['query']>) {
  return useQuery({
    ...apiQuery(listTokens, { query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.value.some(({ activeSync }) => activeSync) ? 3_000 : 30_000),
  })
}
