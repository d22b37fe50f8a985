import { deleteUser } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useDeleteUser(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(deleteUser, { params: { id } }),
    onSuccess: () => {
      // Read anew by the next page that shows it, not by the page of the person who is about to be left.
      for (const part of ['users', 'groups', 'apps', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [part], refetchType: 'none' })
    },
  })
}
