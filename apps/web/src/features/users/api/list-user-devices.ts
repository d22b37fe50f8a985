import { listDevices } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** Devices whose primary user the person is; more than these nobody looks through here. */
export function useUserDevices(personId: string) {
  return useQuery(apiQuery(listDevices, { query: { personId, limit: 50 } }))
}
