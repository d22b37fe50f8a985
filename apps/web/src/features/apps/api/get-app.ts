import { getApp, getBook } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import type { AssetKind } from '../components/asset-kind.ts'

const routes = { apps: getApp, books: getBook }

export const assetQuery = (kind: AssetKind, id: string) => apiQuery(routes[kind], { params: { id } })

/** The app or the book of the page. Followed closely while orders are under way, or while somebody waits to see the first of them. */
export function useApp(id: string, isFollowed = false) {
  return useQuery({
    ...assetQuery(useAssetKind(), id),
    refetchInterval: ({ state }) => (isFollowed || (state.data?.promisedCount ?? 0) > 0 ? 1_500 : 20_000),
  })
}

/** Whether what is no app, is a book: links that know only the id lead to `/apps`. */
export function useIsBook(id: string, isAsked: boolean): boolean {
  // What the cache knows of a book without being asked does not count.
  return useQuery({ ...assetQuery('books', id), enabled: isAsked, retry: false }).data !== undefined && isAsked
}
