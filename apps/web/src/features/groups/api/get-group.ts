import { getGroup } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export function useGroup(id: string) {
  return useQuery(apiQuery(getGroup, { params: { id } }))
}
