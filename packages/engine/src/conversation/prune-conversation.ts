import { pruneAppleExchanges } from '@pomona/db'
import type { Deps } from '../deps.ts'

const keepMs = 30 * 86_400_000
/** Some 100 MB. */
const keepMax = 500_000

/** Drops what is too old, or too much, of the conversation with Apple. */
export async function pruneConversation(deps: Pick<Deps, 'database' | 'now'>): Promise<void> {
  const before = new Date(deps.now().getTime() - keepMs)
  await pruneAppleExchanges(deps.database.prisma, { before, keep: keepMax })
}
