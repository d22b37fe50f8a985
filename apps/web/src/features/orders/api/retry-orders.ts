import { retryOrder } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { messageOf } from '../../../lib/api-error.ts'

export type RetryResult = { doneCount: number; refusals: readonly string[] }

/** Tries failed orders again, one after the other; tells of each that was refused why. */
export function useRetryOrders() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (ids: readonly string[]): Promise<RetryResult> => {
      const refusals: string[] = []
      for (const id of ids) {
        await call(retryOrder, { params: { id } }).catch((error: unknown) => refusals.push(messageOf(error)))
      }
      return { doneCount: ids.length - refusals.length, refusals }
    },
    onSettled: () =>
      Promise.all(
        ['orders', 'apps', 'books', 'devices', 'users', 'overview'].map((part) =>
          queryClient.invalidateQueries({ queryKey: [part] }),
        ),
      ),
  })
}
