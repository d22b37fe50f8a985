import { signIn } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { meQuery } from '../../../lib/session.ts'

export function useSignIn() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => call(signIn, { body }),
    // A wrong password is not an ended session.
    meta: { isSignIn: true },
    onSuccess: ({ user }) => {
      const former = queryClient.getQueryData(meQuery.queryKey)
      // Another person must not see what was loaded for the one before.
      if (former && former.id !== user.id) queryClient.clear()
      queryClient.setQueryData(meQuery.queryKey, user)
    },
  })
}
