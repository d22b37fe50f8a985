import { getUser } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export function useUser(id: string) {
  return useQuery({
    ...apiQuery(getUser, { params: { id } }),
    // Apple is asked, or the person is about to accept.
    refetchInterval: ({ state }) =>
      state.data?.vppUsers.some(({ invitation }) => invitation === 'registering') ? 2_000 : 10_000,
  })
}
