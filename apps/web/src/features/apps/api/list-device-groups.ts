import { listGroups } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export const groupsShown = 100

/** The device groups to choose from; the search narrows them down. */
export function useDeviceGroups(search: string) {
  return useQuery({
    ...apiQuery(listGroups, { query: { kind: 'device', limit: groupsShown, ...(search && { search }) } }),
    placeholderData: keepPreviousData,
  })
}
