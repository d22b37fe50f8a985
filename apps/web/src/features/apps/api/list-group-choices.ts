import { listGroups } from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

export const groupsShown = 100

/** The groups to choose from; search and kind narrow them down. */
export function useGroupChoices({ search, kind }: { search: string; kind: GroupKind | undefined }) {
  return useQuery({
    ...apiQuery(listGroups, { query: { limit: groupsShown, ...(kind && { kind }), ...(search && { search }) } }),
    placeholderData: keepPreviousData,
  })
}
