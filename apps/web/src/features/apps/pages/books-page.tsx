import { Blade } from '../../../ui/blade.tsx'
import { AssetList } from '../components/asset-list.tsx'
import { texts } from '../texts.ts'

export function Component() {
  return (
    <Blade title={texts.booksTitle}>
      <AssetList kind="books" />
    </Blade>
  )
}
