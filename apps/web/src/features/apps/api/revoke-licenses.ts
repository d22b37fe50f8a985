import { planRevokeAppLicenses, revokeLicenses } from '@pomona/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

/** What taking back all licenses of the app would do; read anew each time it is asked. */
export function useRevokePlan(id: string, isAsked: boolean) {
  return useQuery({
    ...apiQuery(planRevokeAppLicenses, { params: { id } }),
    gcTime: 0,
    staleTime: 0,
    enabled: isAsked,
  })
}

export function useRevokeLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof revokeLicenses>['body']>) =>
      call(revokeLicenses, { params: { id }, body }),
    onSuccess: () =>
      Promise.all(
        [['apps', id], ['books', id], ['drift'], ['overview']].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
