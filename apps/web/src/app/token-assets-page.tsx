import { useParams } from 'react-router'
import { AssetList } from '../features/apps/components/asset-list.tsx'

/** The apps tab of a token: the list belongs to apps, the blade around it to tokens. */
export function TokenApps() {
  const { tokenId = '' } = useParams()
  return <AssetList kind="apps" tokenId={tokenId} />
}

export function TokenBooks() {
  const { tokenId = '' } = useParams()
  return <AssetList kind="books" tokenId={tokenId} />
}
