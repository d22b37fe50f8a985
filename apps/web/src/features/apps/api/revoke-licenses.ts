import { revokeLicenses } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useRevokeLicenses(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (serialNumbers: string[]) => call(revokeLicenses, { params: { id }, body: { serialNumbers } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['apps', id] }),
  })
}
