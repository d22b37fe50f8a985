import { testToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { tokenQuery } from './get-token.ts'

/** Asks Apple now; what it says of the token shows at once. */
export function useTestToken(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(testToken, { params: { id } }),
    onSuccess: ({ token }) => {
      queryClient.setQueryData(tokenQuery(id).queryKey, token)
      return queryClient.invalidateQueries({ queryKey: [...tokenQuery(id).queryKey, 'conversation'] })
    },
  })
}
