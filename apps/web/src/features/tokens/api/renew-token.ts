import { renewToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'
import { tokenQuery } from './get-token.ts'

type RenewTokenInput = { id: string; body: NonNullable<CallInput<typeof renewToken>['body']> }

export function useRenewToken() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: RenewTokenInput) => call(renewToken, { params: { id }, body }),
    gcTime: 0,
    onSuccess: async (token) => {
      await queryClient.invalidateQueries({ queryKey: ['tokens'] })
      await queryClient.invalidateQueries({ queryKey: ['overview'] })
      queryClient.setQueryData(tokenQuery(token.id).queryKey, token)
    },
  })
}
