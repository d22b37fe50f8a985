import { repairDrift } from '@pomona/contracts'
import type { DriftItem } from '@pomona/contracts'
import type { DriftKind } from '@pomona/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

export type Repair = {
  appId: string
  kind: DriftKind
  /** Absent: all of them. */
  targets?: readonly Pick<DriftItem, 'licenseType' | 'target'>[]
}

export function useRepairDrift() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ appId, kind, targets }: Repair) =>
      call(repairDrift, {
        params: { appId, kind },
        body: targets ? { targets: targets.map(({ licenseType, target }) => ({ licenseType, target })) } : {},
      }),
    onSuccess: () =>
      Promise.all(
        ['drift', 'orders', 'apps', 'books', 'devices', 'users', 'overview'].map((part) =>
          queryClient.invalidateQueries({ queryKey: [part] }),
        ),
      ),
  })
}
