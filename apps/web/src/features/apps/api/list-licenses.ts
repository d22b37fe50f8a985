import { listLicenses } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'

type LicenseQuery = NonNullable<CallInput<typeof listLicenses>['query']>

export function useLicenses(id: string, query: LicenseQuery, isFollowed: boolean) {
  return useQuery({
    ...apiQuery(listLicenses, { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: isFollowed ? 2_000 : 20_000,
  })
}
