import { listBookLicenses, listLicenses } from '@pomona/contracts'
import type { LicenseView } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../../lib/api-client.ts'
import { apiQuery } from '../../../lib/api-query.ts'
import { useAssetKind } from '../components/asset-kind.ts'

type LicenseQuery = NonNullable<CallInput<typeof listLicenses>['query']>

const routes = { apps: listLicenses, books: listBookLicenses }

const moving = new Set<LicenseView['standing']>(['promised', 'returning'])

/** Whether orders for any of these are under way at Apple. */
export function hasMoving(licenses: readonly LicenseView[] = []): boolean {
  return licenses.some(({ standing }) => moving.has(standing))
}

export function useLicenses(id: string, query: LicenseQuery, isFollowed: boolean) {
  return useQuery({
    ...apiQuery(routes[useAssetKind()], { params: { id }, query }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isFollowed || hasMoving(state.data?.value) ? 2_000 : 20_000),
  })
}
