import { updateUser } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useUpdateUser(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof updateUser>['body']>) => call(updateUser, { params: { id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  })
}
