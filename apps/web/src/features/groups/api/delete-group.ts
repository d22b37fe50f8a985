import { deleteGroup } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useDeleteGroup(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(deleteGroup, { params: { id } }),
    onSuccess: async () => {
      queryClient.removeQueries({ queryKey: ['groups', id] })
      // The list is read anew by its page; apps because their assignments to the group went with it.
      await queryClient.invalidateQueries({ queryKey: ['groups'], refetchType: 'none' })
      await queryClient.invalidateQueries({ queryKey: ['apps'] })
    },
  })
}
