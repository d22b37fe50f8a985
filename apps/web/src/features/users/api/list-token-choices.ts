import { getToken, listTokens } from '@pomona/contracts'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'
import { apiQuery, queryKeyOf } from '../../../lib/api-query.ts'

/** The tokens to choose from; the search narrows them down. */
export function useTokenChoices(search: string) {
  return useQuery({
    ...apiQuery(listTokens, { query: { limit: 50, ...(search && { search }) } }),
    placeholderData: keepPreviousData,
  })
}

/** What a token is called. */
export function useTokenName(id: string | undefined) {
  return useQuery({
    queryKey: queryKeyOf(getToken, { params: { id: id ?? '' } }),
    queryFn: id ? ({ signal }) => call(getToken, { params: { id }, signal }) : skipToken,
  }).data?.displayName
}
