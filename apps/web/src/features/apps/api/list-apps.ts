import { listApps } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export type AssetQuery = NonNullable<CallInput<typeof listApps>['query']>

export function useApps(query: AssetQuery, isEnabled: boolean) {
  return useQuery({
    ...apiQuery(listApps, { query }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    refetchInterval: ({ state }) => (state.data?.value.some((app) => app.promisedCount > 0) ? 5_000 : 30_000),
  })
}
