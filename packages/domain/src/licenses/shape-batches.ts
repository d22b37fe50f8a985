/** A reserved order as the shaper sees it: which asset for which target. */
export type ShapeOrder = { id: string; assetId: string; target: string }

/** One request to Apple: every asset for every target. */
export type Batch = { assetIds: string[]; targets: string[]; orderIds: string[] }

/**
 * Cuts orders into requests of Apple's size. A request is always the full cross product of its assets and targets, so targets
 * are put together by the exact set of assets they need; then each set is cut by the limits (25 assets × 1,000 targets as a
 * rule). The result covers each order once and asks for nothing that was not ordered.
 */
export function shapeBatches(
  orders: readonly ShapeOrder[],
  limits: { assetsPerRequest: number; targetsPerRequest: number },
): Batch[] {
  const ordersByTarget = Map.groupBy(orders, (order) => order.target)
  const targetsByAssets = Map.groupBy(ordersByTarget, ([, wanted]) =>
    wanted
      .map((order) => order.assetId)
      .toSorted()
      .join(' '),
  )
  return [...targetsByAssets.values()].flatMap((targets) =>
    chunk(targets, limits.targetsPerRequest).flatMap((part) => {
      const assetIds = (part[0]?.[1] ?? []).map((order) => order.assetId).toSorted()
      return chunk(assetIds, limits.assetsPerRequest).map((assets) => ({
        assetIds: assets,
        targets: part.map(([target]) => target),
        orderIds: part.flatMap(([, wanted]) =>
          wanted.filter((order) => assets.includes(order.assetId)).map((order) => order.id),
        ),
      }))
    }),
  )
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
