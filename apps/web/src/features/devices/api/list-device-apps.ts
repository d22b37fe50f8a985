import { listDeviceApps } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

const moving = new Set(['promised', 'returning'])

export function useDeviceApps(id: string, query: NonNullable<CallInput<typeof listDeviceApps>['query']>) {
  return useQuery({
    ...apiQuery(listDeviceApps, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.value.some((app) => moving.has(app.standing)) ? 3_000 : 30_000),
  })
}
