import { findAssetForAssignment, listTitlesOfGroup, lockTitle, type Db } from '@pomona/db'
import { AppError } from '@pomona/domain'
import { whatMoved, type PlanFacts } from './plan-hash.ts'
import { factsOf, planTitle } from './plan-title.ts'

/** Keeps the title of an asset as it is until what was planned of it is saved. Comes before every other lock. */
export async function holdTitle(tx: Db, assetId: string): Promise<void> {
  const asset = await findAssetForAssignment(tx, assetId)
  if (asset !== undefined) await lockTitle(tx, asset.adamId)
}

/** The same for every title that is assigned to a group; answers them. */
export async function holdTitlesOfGroup(tx: Db, groupId: string): Promise<string[]> {
  const titles = await listTitlesOfGroup(tx, groupId)
  for (const adamId of titles) await lockTitle(tx, adamId)
  return titles
}

/** P19: works a title out once more, with the list as it is about to be, and refuses when the plan that was shown no longer holds. */
export async function refuseMoved(
  tx: Db,
  input: { asset: { id: string; adamId: string }; planHash: string; now: Date },
): Promise<void> {
  const { asset, planHash, now } = input
  const plan = await planTitle(tx, { adamId: asset.adamId, scope: 'all', now, assetId: asset.id })
  refuseOtherPlan(planHash, factsOf(plan))
}

/** Refuses when what would happen is not what was shown. */
export function refuseOtherPlan(planHash: string, now: PlanFacts): void {
  const moved = whatMoved(planHash, now)
  if (moved !== undefined) throw new AppError('plan_changed', moved)
}
