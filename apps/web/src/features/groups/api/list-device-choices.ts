import { listDevices } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

const choicesShown = 100

/**
 * The devices to choose members from, narrowed down by the search, and which of them are members already. Both lists
 * come in the same order, so whoever is a member among the first of all is among the first members as well.
 */
export function useDeviceChoices(groupId: string, search: string) {
  const query = { limit: choicesShown, ...(search && { search }) }
  const all = useQuery({ ...apiQuery(listDevices, { query }), placeholderData: keepPreviousData })
  const members = useQuery({
    ...apiQuery(listDevices, { query: { ...query, groupId } }),
    placeholderData: keepPreviousData,
  })
  return {
    page: members.data && all.data,
    memberIds: new Set(members.data?.value.map(({ id }) => id)),
    error: all.error ?? members.error,
    retry: () => void Promise.all([all.refetch(), members.refetch()]),
  }
}
