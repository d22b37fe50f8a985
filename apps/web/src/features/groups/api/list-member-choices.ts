import { listDevices, listMembers, listUsers } from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

const choicesShown = 100

export type MemberChoice = { id: string; name: string; second: readonly (string | null)[] }

/**
 * The devices or people to choose members from, narrowed down by the search, and which of them are members already. Both
 * lists come in the same order, so whoever is a member among the first of all is among the first members as well.
 */
export function useMemberChoices(groupId: string, kind: GroupKind, search: string) {
  const query = { limit: choicesShown, ...(search && { search }) }
  const isOfDevices = kind === 'device'
  const devices = useQuery({
    ...apiQuery(listDevices, { query }),
    enabled: isOfDevices,
    placeholderData: keepPreviousData,
  })
  const people = useQuery({
    ...apiQuery(listUsers, { query }),
    enabled: !isOfDevices,
    placeholderData: keepPreviousData,
  })
  const members = useQuery({
    ...apiQuery(listMembers, { params: { id: groupId }, query }),
    placeholderData: keepPreviousData,
  })
  const all = isOfDevices ? devices : people
  const choices: MemberChoice[] | undefined = isOfDevices
    ? devices.data?.value.map(({ id, name, serialNumber, model }) => ({ id, name, second: [serialNumber, model] }))
    : people.data?.value.map(({ id, displayName, email }) => ({ id, name: displayName, second: [email] }))
  return {
    page:
      members.data && all.data && choices
        ? { choices, totalCount: all.data.totalCount, hasMore: all.data.nextCursor !== undefined }
        : undefined,
    memberIds: new Set(members.data?.value.map(({ id }) => id)),
    error: all.error ?? members.error,
    retry: () => void Promise.all([all.refetch(), members.refetch()]),
  }
}
