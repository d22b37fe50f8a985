import { listDrift, repairDrift } from '@pomona/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

const kind = 'heldWithoutAssignment'

/** How many licenses of the app devices and people hold that no assignment asks for any more (P23); absent when there are none. */
export function useUnassignedLicenses(appId: string) {
  const { data } = useQuery(apiQuery(listDrift, { query: { appId, kind } }))
  return data?.value[0]
}

/** Takes all of them back. */
export function useTakeBackUnassigned(appId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(repairDrift, { params: { appId, kind }, body: {} }),
    onSuccess: () =>
      Promise.all(
        [['drift'], ['apps', appId], ['books', appId], ['overview']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
