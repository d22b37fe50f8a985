import { createHash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@pomona/domain'
import type { SecretBox } from '../secret-box.ts'

/**
 * What Apple shows us as its bearer token. It is derived, so the hook takes it before Apple has been asked to use it, and nothing is stored.
 */
export const hookSecret = (secrets: SecretBox, tokenId: string): Secret =>
  secrets.derive(`apple-notifications:${tokenId}`)

/** Compares in the same time whatever is wrong. */
export function isHookBearer(secrets: SecretBox, tokenId: string, bearer: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(bearer), digest(hookSecret(secrets, tokenId).reveal()))
}
