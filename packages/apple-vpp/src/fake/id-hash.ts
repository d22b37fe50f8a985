import { createHash } from 'node:crypto'

/** What Apple tells of an Apple Account instead of its name: the same account, the same hash, wherever it is seen. */
export function idHashOf(appleAccount: string): string {
  return createHash('sha1').update(appleAccount.trim().toLowerCase()).digest('base64')
}
