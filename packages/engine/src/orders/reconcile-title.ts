import {
  inTransaction,
  listPeopleToRegister,
  lockTitle,
  nameRegistered,
  orderForWanted,
  orderReclaims,
  takeMarks,
  withdrawOrders,
  type Scope,
} from '@pomona/db'
import type { Deps } from '../deps.ts'
import { enqueueTitleComparison } from '../drift/enqueue-comparison.ts'
import { registerPeople } from '../people/register-people.ts'
import { enqueueOrders } from './enqueue-orders.ts'
import { workOutTitle } from './work-out-title.ts'

const awaitsRemoval =
  'Waits until the device confirms that the app is gone. To free the license now, release it by hand.'
const transactionMs = 300_000

export type ReconcileResult = { withdrawn: number; ordered: number; removals: number; reclaimed: number }
const nothing: ReconcileResult = { withdrawn: 0, ordered: 0, removals: 0, reclaimed: 0 }

/**
 * Works out who is due one title, in all tokens, and turns the difference to what is held and ordered into orders (P14–P18, P20–P23, P26):
 * who is due joins the line, who is no longer due leaves it, a user license that nobody is due goes back, and who is to lose the app gives
 * its license back once the app is gone. Only those who are marked are looked at, or everybody when the title is marked as a whole or
 * `everybody` says so. Running it again changes nothing.
 */
export async function reconcileTitle(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { adamId: string; everybody?: boolean },
): Promise<ReconcileResult> {
  const { adamId, everybody = false } = input
  return inTransaction(
    deps.database,
    async (tx) => {
      await lockTitle(tx, adamId)
      const marked = await takeMarks(tx, adamId)
      const scope: Scope | undefined = everybody ? 'all' : marked
      if (scope === undefined) return nothing
      const now = deps.now()
      const { assets } = await workOutTitle(tx, { adamId, scope, now })
      if (assets.length === 0) return nothing

      const withdrawn = await withdrawOrders(tx, assets, { scope, now })
      for (const group of await listPeopleToRegister(tx)) await registerPeople(tx, group)
      await nameRegistered(tx)
      const ordered = await orderForWanted(tx, assets, { scope, now })
      const back = await orderReclaims(tx, { removalReason: awaitsRemoval, now })
      const reclaimed = back.filter(({ isRemoval }) => !isRemoval)
      const tokenIds = new Set([...withdrawn, ...ordered, ...reclaimed].map(({ tokenId }) => tokenId))
      for (const tokenId of [...tokenIds].toSorted()) await enqueueOrders(tx, tokenId)
      await enqueueTitleComparison(tx, { adamId, isWholeTouched: scope === 'all' }, now)
      return {
        withdrawn: withdrawn.length,
        ordered: ordered.length,
        removals: back.length - reclaimed.length,
        reclaimed: reclaimed.length,
      }
    },
    { timeoutMs: transactionMs },
  )
}
