import { createGroup } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useCreateGroup() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof createGroup>['body']>) => call(createGroup, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['groups'] }),
  })
}
