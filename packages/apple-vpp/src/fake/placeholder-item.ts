import type { CatalogItem } from './catalog-item.ts'

/** What the store says of something that was only named, or not even that. */
export function placeholderItem(asset: {
  adamId: string
  name?: string | undefined
  productType?: string | undefined
}): CatalogItem {
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
    description: `${name} is an invented ${isBook ? 'book' : 'app'} for tests.`,
  }
}
