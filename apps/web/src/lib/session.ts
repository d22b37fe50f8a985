import { getMe } from '@pomona/contracts'
import type { Endpoint } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from './api-query.ts'

export const meQuery = { ...apiQuery(getMe), staleTime: 60_000 }

/** Who is signed in; the shell shows no page before it is known. */
export function useMe() {
  return useQuery(meQuery).data
}

const rank = { public: 0, user: 1, helpdesk: 2, appManager: 3, admin: 4 } as const

/** Whether the one who is signed in may call this route (P1). What they may not do is not shown. */
export function useMay(endpoint: Endpoint): boolean {
  const me = useMe()
  return rank[me?.role ?? 'public'] >= rank[endpoint.access]
}
