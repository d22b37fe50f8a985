import { deleteDevice } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export function useDeleteDevice(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (keepLicenses: boolean) =>
      call(deleteDevice, { params: { id }, query: { keepLicenses: String(keepLicenses) } }),
    onSuccess: () => {
      // Read anew by the next page that shows it, not by the page of the device that is gone and about to be left.
      for (const part of ['devices', 'users', 'groups', 'apps', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [part], refetchType: 'none' })
    },
  })
}
