import { planGroup } from '@pomona/contracts'
import type { memberChangeInput } from '@pomona/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import type { CallInput } from '../../../lib/api-client.ts'
import type { z } from 'zod'

export type MemberChangeBody = z.input<typeof memberChangeInput>
type Planned = NonNullable<CallInput<typeof planGroup>['body']>

/** Works out, when asked, what a change of the members would do. */
export function usePlanChange(groupId: string) {
  return useMutation({ mutationFn: (body: MemberChangeBody) => call(planGroup, { params: { id: groupId }, body }) })
}

/** What a change of the group would do, worked out anew each time it is looked at. */
export function useGroupPlan(groupId: string, body: Planned) {
  return useQuery({
    // Not below the group: after the change, the plan of it means nothing any more.
    queryKey: ['group-plan', groupId, body],
    queryFn: ({ signal }) => call(planGroup, { params: { id: groupId }, body, signal }),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
}
