import { inviteUser } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useInviteUser(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (tokenId: string) => call(inviteUser, { params: { id }, body: { tokenId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  })
}
