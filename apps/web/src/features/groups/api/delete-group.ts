import { deleteGroup } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useDeleteGroup(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (planHash: string) => call(deleteGroup, { params: { id }, query: { planHash } }),
    onSuccess: () => {
      // Read anew by the next page that shows it, not by the page of the group that is gone and about to be left.
      for (const part of ['groups', 'devices', 'users', 'apps', 'books', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [part], refetchType: 'none' })
    },
  })
}
