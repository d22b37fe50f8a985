import {
  collectReachedDevices,
  decideReachedDevices,
  inTransaction,
  lockAsset,
  orderForDue,
  orderRemovals,
  readAssignments,
  withdrawOrders,
  type ClassDecision,
} from '@pomona/db'
import { effectiveAssignment } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from './enqueue-orders.ts'

const awaitsRemoval =
  'Waits until the device confirms that the app is gone. To free the license now, release it by hand.'
const transactionMs = 120_000

export type ReconcileResult = { withdrawn: number; ordered: number; removals: number }

/**
 * Works out who is due one asset (P14, P15) and turns the difference to what is held and ordered into orders: who is due joins the
 * line, who is no longer due leaves it, who is to lose the app gives its license back once the app is gone. Running it again
 * changes nothing.
 */
export async function reconcileAsset(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { assetId: string },
): Promise<ReconcileResult> {
  return inTransaction(
    deps.database,
    async (tx) => {
      const asset = await lockAsset(tx, input.assetId)
      if (asset === undefined) return { withdrawn: 0, ordered: 0, removals: 0 }
      const now = deps.now()
      const assignments = await readAssignments(tx, asset.id)
      const classes = await collectReachedDevices(tx, asset.id)
      const decisions = classes.flatMap(({ positions, hasUser, isKiosk }): ClassDecision[] => {
        const reaching = assignments.filter((assignment) => positions.includes(assignment.position))
        const effective = effectiveAssignment(
          reaching,
          { kind: 'device', hasUser, isKiosk, hasLeft: false, isBeyondFive: false, hasSerialNumber: true },
          asset,
        )
        return effective.kind === 'due' && effective.licenseType === 'device'
          ? [{ positions, hasUser, isKiosk, intent: effective.intent }]
          : []
      })
      await decideReachedDevices(tx, decisions)
      const withdrawn = await withdrawOrders(tx, asset.id, now)
      const ordered = await orderForDue(tx, asset, now)
      const removals = await orderRemovals(tx, asset, { reason: awaitsRemoval, now })
      if (withdrawn + ordered > 0) await enqueueOrders(tx, asset.tokenId)
      return { withdrawn, ordered, removals }
    },
    { timeoutMs: transactionMs },
  )
}
