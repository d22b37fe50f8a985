import { putAssignments } from '@pomona/contracts'
import type { AssignmentInput } from '@pomona/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { callWithEtag } from '../../../lib/api-client.ts'
import { appQuery } from './get-app.ts'
import { assignmentsQuery } from './get-assignments.ts'

type PutAssignmentsInput = { assignments: AssignmentInput[]; etag: string }

export function usePutAssignments(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ assignments, etag }: PutAssignmentsInput) =>
      callWithEtag(putAssignments, { params: { id }, body: { assignments }, ifMatch: etag }),
    onSuccess: async ({ data, etag }) => {
      queryClient.setQueryData(assignmentsQuery(id).queryKey, { ...data, etag: etag ?? '' })
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: appQuery(id).queryKey, exact: true }),
        queryClient.invalidateQueries({ queryKey: [...appQuery(id).queryKey, 'licenses'] }),
        queryClient.invalidateQueries({ queryKey: ['groups'] }),
        queryClient.invalidateQueries({ queryKey: ['overview'] }),
      ])
    },
  })
}
