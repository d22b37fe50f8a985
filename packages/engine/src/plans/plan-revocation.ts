import {
  countRevocable,
  countStillDue,
  inUndoneTransaction,
  listRevokedTitles,
  type RevokeCounts,
  type RevokeScope,
  type Scope,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import { workOutTitle } from '../orders/work-out-title.ts'

export type RevokePlan = RevokeCounts & { stillDueCount: number; plannedAt: Date }

const planMs = 60_000

/** P24: what taking all licenses of an app, a device or a person back would do. */
export async function planRevocation(deps: Pick<Deps, 'database' | 'now'>, of: RevokeScope): Promise<RevokePlan> {
  const plannedAt = deps.now()
  return inUndoneTransaction(
    deps.database,
    async (tx) => {
      const counts = await countRevocable(tx, of)
      let stillDueCount = 0
      for (const adamId of await listRevokedTitles(tx, of)) {
        await workOutTitle(tx, { adamId, scope: scopeOf(of), now: plannedAt })
        stillDueCount += await countStillDue(tx, of)
      }
      return { ...counts, stillDueCount, plannedAt }
    },
    { timeoutMs: planMs },
  )
}

function scopeOf(of: RevokeScope): Scope {
  if ('deviceId' in of) return { deviceIds: [of.deviceId], personIds: [] }
  return 'personId' in of ? { deviceIds: [], personIds: [of.personId] } : 'all'
}
