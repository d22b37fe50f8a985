import { getDevice } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export function useDevice(id: string) {
  return useQuery({ ...apiQuery(getDevice, { params: { id } }), refetchInterval: 30_000 })
}
