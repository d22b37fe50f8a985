import { previewTokenDeletion } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../lib/api-query.ts'

/** What goes with a token and what stays at Apple; read anew whenever somebody asks. */
export function useDeletionPreview(id: string) {
  return useQuery({ ...apiQuery(previewTokenDeletion, { params: { id } }), staleTime: 0, gcTime: 0 })
}
