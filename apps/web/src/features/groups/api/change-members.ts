import { patchMembers } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useChangeMembers(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof patchMembers>['body']>) =>
      call(patchMembers, { params: { id }, body }),
    onSuccess: () =>
      Promise.all(
        ['groups', 'devices', 'users', 'apps', 'books', 'overview'].map((part) =>
          queryClient.invalidateQueries({ queryKey: [part] }),
        ),
      ),
  })
}
