import { updateToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useUpdateToken(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof updateToken>['body']>) =>
      call(updateToken, { params: { id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['tokens'] }),
  })
}
