import { revokeLicenses } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useRevokeLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof revokeLicenses>['body']>) =>
      call(revokeLicenses, { params: { id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['apps', id] }),
  })
}
