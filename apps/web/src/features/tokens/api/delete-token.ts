import { deleteToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useDeleteToken(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (displayName: string) => call(deleteToken, { params: { id }, body: { displayName } }),
    onSuccess: () => {
      // What is on screen of the token itself is about to be left, so only what others show is read anew.
      for (const part of ['apps', 'books', 'titles', 'overview', 'groups', 'devices'])
        void queryClient.invalidateQueries({ queryKey: [part] })
      queryClient.removeQueries({ queryKey: ['tokens'], type: 'inactive' })
    },
  })
}
