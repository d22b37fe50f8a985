import { dropAheadOfGoneTokens, pruneSyncRuns, tidyParts } from '@pomona/db'
import type { Deps } from '../deps.ts'

const keptForMs = 90 * 86_400_000

/** Drops the history of syncs after ninety days, and what first syncs of tokens that are gone have left behind. */
export async function pruneSyncs(deps: Pick<Deps, 'database' | 'now'>): Promise<void> {
  await pruneSyncRuns(deps.database.prisma, new Date(deps.now().getTime() - keptForMs))
  await dropAheadOfGoneTokens(deps.database.prisma)
  await tidyParts(deps.database)
}
