import { planRevokeUserLicenses, revokeUserLicenses } from '@pomona/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

/** What taking back all user licenses would do; read anew each time it is asked. */
export function useRevokePlan(id: string) {
  return useQuery({ ...apiQuery(planRevokeUserLicenses, { params: { id } }), gcTime: 0, staleTime: 0 })
}

export function useRevokeUserLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(revokeUserLicenses, { params: { id } }),
    onSuccess: () =>
      Promise.all(
        ['users', 'devices', 'apps', 'overview'].map((part) => queryClient.invalidateQueries({ queryKey: [part] })),
      ),
  })
}
