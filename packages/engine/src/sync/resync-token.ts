import { insertSyncRun } from '@pomona/db'
import type { SyncTrigger } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { syncToken } from './sync-token.ts'

/** The job: a sync that begins after the one that was running when something changed. */
export async function resyncToken(deps: Deps, input: { tokenId: string; trigger: SyncTrigger }): Promise<void> {
  const run = await insertSyncRun(deps.database.prisma, input.tokenId, input.trigger)
  if (run.isNew) await syncToken(deps, { tokenId: input.tokenId, runId: run.id })
}
