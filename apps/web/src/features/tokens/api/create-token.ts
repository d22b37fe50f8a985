import { createToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'
import { tokenQuery } from './get-token.ts'

export type CreateTokenInput = NonNullable<CallInput<typeof createToken>['body']>

export function useCreateToken() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: CreateTokenInput) => call(createToken, { body }),
    gcTime: 0,
    onSuccess: async (token) => {
      await queryClient.invalidateQueries({ queryKey: ['tokens'] })
      await queryClient.invalidateQueries({ queryKey: ['overview'] })
      queryClient.setQueryData(tokenQuery(token.id).queryKey, token)
    },
  })
}
