import { planRevokeDeviceLicenses, revokeDeviceLicenses } from '@pomona/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

/** What taking back all device licenses would do; read anew each time it is asked. */
export function useRevokePlan(id: string) {
  return useQuery({ ...apiQuery(planRevokeDeviceLicenses, { params: { id } }), gcTime: 0, staleTime: 0 })
}

export function useRevokeDeviceLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(revokeDeviceLicenses, { params: { id } }),
    onSuccess: () =>
      Promise.all(['devices', 'apps', 'overview'].map((part) => queryClient.invalidateQueries({ queryKey: [part] }))),
  })
}
