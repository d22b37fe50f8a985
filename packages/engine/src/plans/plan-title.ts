import {
  countConflicts,
  countLeavingLine,
  countPlanned,
  countRefusals,
  digestPlanned,
  failedOrder,
  planLicenses,
  type Db,
  type PlanAsset,
  type Scope,
} from '@pomona/db'
import { planOutcomes, refusalReasons, type PlanOutcome, type RefusalReason } from '@pomona/domain'
import { workOutTitle, type WorkedOutTitle } from '../orders/work-out-title.ts'
import type { PlanFacts } from './plan-hash.ts'

export type OutcomeCount = { outcome: PlanOutcome; count: number }
export type Refusal = { reason: string; message: string; count: number }

/** What becomes of the targets of one asset. */
export type Effect = { outcomes: OutcomeCount[]; conflictCount: number; refusals: Refusal[] }

/** What is to become of a title's licenses (P19), as this transaction sees the tables; the targets are in the temporary table `planned`. */
export type TitlePlan = WorkedOutTitle & {
  licenses: PlanAsset[]
  /** How many leave the line, because nobody asks for it any more. */
  leavingCount: number
  /** Of everything shown, whichever asset serves it. */
  outcomes: OutcomeCount[]
  digest: string
  effectOf: (assetId: string) => Effect
}

/** Works out a title and turns it into a plan; with `assetId` one of that asset's list alone. Nothing is ordered. */
export async function planTitle(
  tx: Db,
  input: { adamId: string; scope: Scope; now: Date; assetId?: string },
): Promise<TitlePlan> {
  const worked = await workOutTitle(tx, input)
  const licenses = await planLicenses(tx, worked.assets, input)
  const counts = await countPlanned(tx)
  const conflicts = await countConflicts(tx)
  const refusals = await countRefusals(tx)
  return {
    ...worked,
    licenses,
    outcomes: addUp(counts),
    digest: await digestPlanned(tx),
    leavingCount: await countLeavingLine(tx, worked.assets, input.scope),
    effectOf: (assetId) => ({
      outcomes: addUp(counts.filter((row) => row.assetId === assetId)),
      conflictCount: conflicts.find((row) => row.assetId === assetId)?.count ?? 0,
      refusals: refusals
        .filter((row) => row.assetId === assetId)
        .map(({ reason, count }) => ({ reason, message: messageOf(reason), count })),
    }),
  }
}

/** What its hash is made of. */
export function factsOf({ digest, outcomes, licenses }: TitlePlan): PlanFacts {
  return {
    digest,
    outcomes,
    assets: licenses.map(({ assetId, name, freeBefore }) => ({ assetId, name, freeCount: freeBefore })),
  }
}

/** One count for each outcome that anybody has, in the order of the vocabulary. */
export function addUp(counts: readonly OutcomeCount[]): OutcomeCount[] {
  return planOutcomes.flatMap((outcome) => {
    const count = counts.reduce((sum, row) => (row.outcome === outcome ? sum + row.count : sum), 0)
    return count === 0 ? [] : [{ outcome, count }]
  })
}

const lastOrderFailed =
  'Apple refused the last order, and nothing has changed since. Look at it under Orders, and try it again there.'

export const isRefusalReason = (reason: string): reason is RefusalReason => Object.hasOwn(refusalReasons, reason)

/** A refusal in words; what Apple says is in words already. */
export function messageOf(reason: string): string {
  if (reason === failedOrder) return lastOrderFailed
  return isRefusalReason(reason) ? refusalReasons[reason] : reason
}
