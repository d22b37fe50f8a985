import type { ProductType } from '@pomona/domain'
import { useLocation } from 'react-router'

export type AssetKind = 'apps' | 'books'

export const kindOf = (productType: ProductType): AssetKind => (productType === 'Book' ? 'books' : 'apps')

/** Where an app or a book of one token has its page. */
export function assetPath(asset: { id: string; productType: ProductType }): string {
  return `/${kindOf(asset.productType)}/${asset.id}`
}

/** Which of the two the page is about: both are shown by the same pages, each at its own address. */
export function useAssetKind(): AssetKind {
  return useLocation().pathname.startsWith('/books') ? 'books' : 'apps'
}
