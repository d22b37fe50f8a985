import { listOrders } from '@pomona/contracts'
import type { OrderState } from '@pomona/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

const moving: ReadonlySet<OrderState> = new Set(['reserved', 'sent', 'unknown'])

export function useOrders(query: NonNullable<CallInput<typeof listOrders>['query']>) {
  return useQuery({
    ...apiQuery(listOrders, { query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.value.some((order) => moving.has(order.state)) ? 3_000 : 20_000),
  })
}
