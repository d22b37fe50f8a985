import { getOverview } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** What needs attention, and the totals; asked again now and then, since syncs and orders go on by themselves. */
export function useOverview() {
  return useQuery({ ...apiQuery(getOverview), refetchInterval: 20_000 })
}
