import { useAssetKind } from '../components/asset-kind.ts'
import { ListBlade } from '../components/list-blade.tsx'
import { TitleList } from '../components/title-list.tsx'

export function Component() {
  const kind = useAssetKind()
  return (
    <ListBlade kind={kind}>
      <TitleList kind={kind} />
    </ListBlade>
  )
}
