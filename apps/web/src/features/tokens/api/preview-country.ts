import { previewCountry } from '@pomona/contracts'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

/** What the store of another country lacks. A question, though it is sent. Not under `tokens`: a saved token changes nothing in it. */
export function useCountryPreview(id: string, countryOrRegion: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['country-preview', id, countryOrRegion],
    queryFn: ({ signal }) => call(previewCountry, { params: { id }, body: { countryOrRegion }, signal }),
    enabled: isWanted,
    staleTime: 60_000,
    retry: false,
  })
}
