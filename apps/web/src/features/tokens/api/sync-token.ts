import { syncToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { tokenQuery } from './get-token.ts'

export function useSyncToken(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(syncToken, { params: { id } }),
    onSuccess: (activeSync) => {
      queryClient.setQueryData(tokenQuery(id).queryKey, (token) => token && { ...token, activeSync })
    },
  })
}
