import { listBooks } from '@pomona/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'
import type { AssetQuery } from './list-apps.ts'

export function useBooks(query: AssetQuery, isEnabled: boolean) {
  return useQuery({ ...apiQuery(listBooks, { query }), placeholderData: keepPreviousData, enabled: isEnabled })
}
