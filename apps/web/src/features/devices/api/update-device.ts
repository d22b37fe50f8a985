import { updateDevice } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'

export function useUpdateDevice(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<CallInput<typeof updateDevice>['body']>) =>
      call(updateDevice, { params: { id }, body }),
    // Licenses follow whose it is and how it is used.
    onSuccess: () =>
      Promise.all(
        ['devices', 'users', 'apps', 'overview'].map((part) => queryClient.invalidateQueries({ queryKey: [part] })),
      ),
  })
}
