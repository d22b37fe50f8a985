import {
  collectDriftTargets,
  findDriftAsset,
  inTransaction,
  lockTitle,
  recordActivity,
  retryDriftTargets,
  returnDriftTargets,
  type Db,
  type DriftAsset,
  type LicenseTarget,
} from '@pomona/db'
import { AppError, type DriftKind } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { syncAfresh } from '../sync/sync-afresh.ts'
import { compareTitle } from './compare-assets.ts'
import { enqueueTitleComparison, enqueueTokenComparison } from './enqueue-comparison.ts'

export type DriftRepair = { repairedCount: number; message: string }

const transactionMs = 120_000

/**
 * Repairs differences of one kind at one asset (P25), all or those named: licenses go back, failed orders are made anew, and where counts
 * disagree the location is read again. Whoever no longer differs is left alone.
 */
export async function repairDrift(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { assetId: string; kind: DriftKind; targets?: LicenseTarget[] | undefined },
): Promise<DriftRepair> {
  const { kind } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      const asset = await findDriftAsset(tx, input.assetId)
      if (asset === undefined) throw new AppError('not_found', 'There is no such app.')
      if (kind === 'countsDisagree') {
        await syncAfresh(tx, asset.tokenId, 'repair')
        await enqueueTokenComparison(tx, asset.tokenId, deps.now())
        await record(tx, actor, asset, `had ${asset.name} read at Apple again, where counts and holders differed`)
        return { repairedCount: 1, message: 'The location is read at Apple again; counts and holders follow.' }
      }
      await lockTitle(tx, asset.adamId)
      const comparison = await compareTitle(tx, { adamId: asset.adamId, kind, now: deps.now() })
      await collectDriftTargets(tx, { assetId: asset.id, kind, comparison, targets: input.targets })
      const options = { reason: `Released by ${actor.name}.`, now: deps.now() }
      const isRetry = kind === 'failedOrder'
      const repairedCount = isRetry ? await retryDriftTargets(tx, deps.now()) : await returnDriftTargets(tx, options)
      if (repairedCount === 0) {
        return { repairedCount, message: 'There is nothing left to repair: what differed has changed meanwhile.' }
      }
      await enqueueOrders(tx, asset.tokenId)
      await enqueueTitleComparison(tx, { adamId: asset.adamId, isWholeTouched: true }, deps.now())
      const licenses = repairedCount === 1 ? '1 license' : `${repairedCount} licenses`
      await record(
        tx,
        actor,
        asset,
        `${isRetry ? 'ordered' : 'took back'} ${licenses} of ${asset.name}${isRetry ? ' again' : ''}: ${reasons[kind]}`,
      )
      return {
        repairedCount,
        message: isRetry
          ? `${licenses} of ${asset.name} ordered again.`
          : `${licenses} of ${asset.name} on the way back to Apple.`,
      }
    },
    { timeoutMs: transactionMs },
  )
}

const reasons: Record<Exclude<DriftKind, 'countsDisagree'>, string> = {
  heldWithoutAssignment: 'held without an assignment',
  unknownDevice: 'on devices that are not here',
  twoLicenses: 'a second license for the same device',
  failedOrder: 'Apple had refused',
}

async function record(tx: Db, actor: Actor, asset: DriftAsset, summary: string): Promise<void> {
  await recordActivity(tx, {
    accountId: actor.accountId,
    actor: actor.name,
    action: 'repaired',
    resourceKind: asset.productType === 'Book' ? 'book' : 'app',
    resourceId: asset.id,
    resourceName: asset.name,
    summary,
  })
}
