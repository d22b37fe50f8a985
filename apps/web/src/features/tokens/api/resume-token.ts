import { resumeToken } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { tokenQuery } from './get-token.ts'

export function useResumeToken(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(resumeToken, { params: { id } }),
    onSuccess: (token) => queryClient.setQueryData(tokenQuery(id).queryKey, token),
  })
}
