import { listUserApps } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

const moving = new Set(['promised', 'returning'])

export function useUserApps(id: string, query: NonNullable<CallInput<typeof listUserApps>['query']>) {
  return useQuery({
    ...apiQuery(listUserApps, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.value.some((app) => moving.has(app.standing)) ? 3_000 : 30_000),
  })
}
