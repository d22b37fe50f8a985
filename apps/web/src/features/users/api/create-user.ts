import { createUser } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useCreateUser() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof createUser>['body']>) => call(createUser, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  })
}
