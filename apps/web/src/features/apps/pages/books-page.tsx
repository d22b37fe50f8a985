import { AssetList } from '../components/asset-list.tsx'
import { ListBlade } from '../components/list-blade.tsx'

export function Component() {
  return (
    <ListBlade kind="books">
      <AssetList kind="books" />
    </ListBlade>
  )
}
