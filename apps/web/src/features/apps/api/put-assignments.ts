import { putAssignments, putBookAssignments } from '@pomona/contracts'
import type { AssignmentInput } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callWithEtag } from '../../../lib/api-client.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import { assetQuery } from './get-app.ts'
import { assignmentsQuery } from './get-assignments.ts'

type PutAssignmentsInput = {
  assignments: AssignmentInput[]
  etag: string
  /** Of the plan that was shown; only exactly that is then done. */
  planHash: string | undefined
}

const routes = { apps: putAssignments, books: putBookAssignments }

export function usePutAssignments(id: string) {
  const queryClient = useQueryClient()
  const kind = useAssetKind()
  return useMutation({
    mutationFn: ({ assignments, etag, planHash }: PutAssignmentsInput) =>
      callWithEtag(routes[kind], {
        params: { id },
        body: { assignments, ...(planHash !== undefined && { planHash }) },
        ifMatch: etag,
      }),
    onSuccess: async ({ data, etag }) => {
      queryClient.setQueryData(assignmentsQuery(kind, id).queryKey, { ...data, etag: etag ?? '' })
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: assetQuery(kind, id).queryKey, exact: true }),
        queryClient.invalidateQueries({ queryKey: [kind, id, 'licenses'] }),
        queryClient.invalidateQueries({ queryKey: ['groups'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ])
    },
  })
}
