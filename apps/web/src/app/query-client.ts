import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isApiError } from '../lib/api-error.ts'
import { meQuery } from '../lib/session.ts'
import { setSessionEnded } from './session-ended.ts'

const passing = new Set(['network', 'apple_busy', 'apple_unavailable', 'not_ready', 'unreadable'])

/** Server state lives here alone. A read is tried again only where trying again can help. */
export function createQueryClient(): QueryClient {
  const noticeEndedSession = (error: Error) => {
    if (isApiError(error, 'unauthenticated') && queryClient.getQueryData(meQuery.queryKey)) setSessionEnded(true)
  }
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeEndedSession }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.['isSignIn']) noticeEndedSession(error)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 2 && isApiError(error) && passing.has(error.code),
      },
    },
  })
  return queryClient
}
