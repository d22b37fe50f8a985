import { listDevices } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

export function useDevices(query: NonNullable<CallInput<typeof listDevices>['query']>) {
  return useQuery({ ...apiQuery(listDevices, { query }), placeholderData: keepPreviousData })
}
