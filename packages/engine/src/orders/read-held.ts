import type { LicenseType } from '@pomona/domain'
import type { BatchOrder } from '@pomona/db'
import type { Deps } from '../deps.ts'
import type { OpenToken } from '../tokens/use-token.ts'

/** Apple's pages hold several hundred records. */
const recordsPerPage = 500

/** Which of these orders' licenses Apple holds right now: read by asset or by target, whichever takes fewer requests. */
export async function readHeld(
  deps: Pick<Deps, 'vpp'>,
  open: OpenToken,
  batch: { orders: BatchOrder[]; targetType: LicenseType },
): Promise<Set<string>> {
  const { orders, targetType } = batch
  const assets = new Map(orders.map((order) => [order.adamId, order]))
  const targets = new Set(orders.map((order) => order.target))
  const pagesByAsset = [...assets.values()].reduce(
    (pages, asset) => pages + 1 + Math.floor((asset.assignedCount + orders.length) / recordsPerPage),
    0,
  )
  const byTarget = (target: string) => (targetType === 'device' ? { serialNumber: target } : { clientUserId: target })
  const filters =
    pagesByAsset <= targets.size ? [...assets.keys()].map((adamId) => ({ adamId })) : [...targets].map(byTarget)

  const keyOf = (key: { adamId: string; pricingParam: string; target: string }) =>
    `${key.adamId} ${key.pricingParam} ${key.target}`
  const orderByKey = new Map(orders.map((order) => [keyOf(order), order.id]))
  const held = new Set<string>()
  for (const filter of filters) {
    for await (const page of open.walk((credential) => deps.vpp.readAssociations(credential, filter))) {
      for (const association of page.items) {
        const orderId = association.targetType === targetType ? orderByKey.get(keyOf(association)) : undefined
        if (orderId !== undefined) held.add(orderId)
      }
    }
  }
  return held
}
