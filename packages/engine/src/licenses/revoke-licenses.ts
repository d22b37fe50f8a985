import { inTransaction, lockAsset, orderReturns, recordActivity } from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'

const messages = {
  ordered: 'The license goes back now. The app stops working on the device within 30 days if it stays installed.',
  alreadyOrdered: 'An order for this device is already on its way.',
  notHeld: 'This device holds no license of the app.',
} as const

/** P24: takes licenses of one app back from devices, without waiting for the devices to remove the app. Answers per device. */
export async function revokeLicenses(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { assetId: string; serialNumbers: string[] },
): Promise<{ serialNumber: string; outcome: keyof typeof messages; message: string }[]> {
  return inTransaction(deps.database, async (tx) => {
    const asset = await lockAsset(tx, input.assetId)
    if (asset === undefined || asset.productType !== 'App') throw new AppError('not_found', 'There is no such app.')
    const results = await orderReturns(tx, asset, {
      serialNumbers: input.serialNumbers,
      reason: `Released by ${actor.name}.`,
      now: deps.now(),
    })
    const ordered = results.filter(({ outcome }) => outcome === 'ordered')
    if (ordered.length > 0) {
      await enqueueOrders(tx, asset.tokenId)
      await recordActivity(tx, {
        accountId: actor.accountId,
        actor: actor.name,
        action: 'released',
        resourceKind: 'app',
        resourceId: asset.id,
        resourceName: asset.name,
        summary: `released ${ordered.length} ${ordered.length === 1 ? 'license' : 'licenses'} of ${asset.name}`,
        after: { serialNumbers: ordered.map(({ serialNumber }) => serialNumber) },
      })
    }
    return results.map((result) => ({ ...result, message: messages[result.outcome] }))
  })
}
