import type { CatalogItem } from './catalog-item.ts'
import type { AssetSeed } from './seed.ts'

/** What is said of an asset when it is made. */
type NamedAsset = Pick<AssetSeed, 'adamId' | 'name' | 'productType' | 'isCustomApp' | 'missingIn'>

/** What the store says of something that was only named, or not even that. */
export function placeholderItem(asset: NamedAsset): CatalogItem {
  const isBook = asset.productType === 'Book'
  const name = asset.name ?? `${isBook ? 'Book' : 'App'} ${asset.adamId}`
  return {
    adamId: asset.adamId,
    name,
    publisher: 'Example Publisher',
    kind: isBook ? 'ebook' : 'iosSoftware',
    bundleId: isBook ? undefined : `com.example.app${asset.adamId}`,
    deviceFamilies: ['iphone', 'ipad'],
    genres: [isBook ? 'Reference' : 'Utilities'],
    version: '1.0',
    externalId: 800_000_000,
    minimumOsVersion: isBook ? undefined : '16.0',
    sizeBytes: 24_000_000,
    price: 0,
    releaseDate: '2024-01-15',
    latestVersionReleaseDate: '2025-09-01',
    isCustomApp: asset.isCustomApp,
    missingIn: asset.missingIn?.map((country) => country.toUpperCase()),
    description: `${name} is an invented ${isBook ? 'book' : 'app'} for tests.`,
  }
}
