import { revokeTokenLicenses } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useRevokeTokenLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (displayName: string) => call(revokeTokenLicenses, { params: { id }, body: { displayName } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tokens', id] }),
  })
}
