import { listDevices } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** The devices to choose members from; the search narrows them down. */
export function useDeviceChoices(search: string) {
  return useQuery({
    ...apiQuery(listDevices, { query: { limit: 50, ...(search && { search }) } }),
    placeholderData: keepPreviousData,
  })
}
