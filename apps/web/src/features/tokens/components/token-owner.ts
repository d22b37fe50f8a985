import type { TokenView } from '@pomona/contracts'
import { historyTexts as texts } from '../texts-history.ts'

/** The other system that claims the location, by name; null when it is this console or nobody. */
export function foreignOwnerOf({ claimedBy }: Pick<TokenView, 'claimedBy'>): string | null {
  if (!claimedBy || claimedBy.isThisConsole) return null
  return claimedBy.name.trim() || texts.owner.unnamed
}

/** Who claims the location at Apple, in words. */
export function ownerOf(token: Pick<TokenView, 'claimedBy'>): string {
  if (!token.claimedBy) return texts.owner.nobody
  const { metadata } = token.claimedBy
  const other = foreignOwnerOf(token)
  if (other === null) return texts.owner.here
  return metadata.trim() ? `${other} · ${metadata.trim()}` : other
}
