/** A reserved order as the shaper sees it: which asset for which target. */
export type ShapeOrder = { id: string; assetId: string; target: string }

/** One request to Apple: every asset for every target. */
export type Batch = { assetIds: string[]; targets: string[]; orderIds: string[] }

type Limits = { assetsPerRequest: number; targetsPerRequest: number }

/**
 * Cuts orders into requests of Apple's size. A request is always the full cross product of its assets and targets. Either targets are
 * put together by the exact set of assets they need, or assets by the exact set of targets that need them, whichever takes fewer
 * requests: when every target needs another mixture, there are as many sets as targets. Then each set is cut by the limits (25 assets ×
 * 1,000 targets as a rule). The result covers each order once and asks for nothing that was not ordered.
 */
export function shapeBatches(orders: readonly ShapeOrder[], limits: Limits): Batch[] {
  const byTargets = groupAlike(
    orders,
    (order) => order.target,
    (order) => order.assetId,
  )
  const byAssets = groupAlike(
    orders,
    (order) => order.assetId,
    (order) => order.target,
  )
  const viaTargets = byTargets.flatMap((alike) => cut(alike, limits.targetsPerRequest, limits.assetsPerRequest))
  const viaAssets = byAssets.flatMap((alike) => cut(alike, limits.assetsPerRequest, limits.targetsPerRequest))
  return viaTargets.length <= viaAssets.length
    ? viaTargets.map(({ outer, inner, orderIds }) => ({ assetIds: inner, targets: outer, orderIds }))
    : viaAssets.map(({ outer, inner, orderIds }) => ({ assetIds: outer, targets: inner, orderIds }))
}

/** One side's members that need exactly the same of the other side, each with its orders. */
type Alike = { members: [name: string, orders: ShapeOrder[]][]; other: (order: ShapeOrder) => string }
type Part = { outer: string[]; inner: string[]; orderIds: string[] }

function groupAlike(
  orders: readonly ShapeOrder[],
  one: (order: ShapeOrder) => string,
  other: (order: ShapeOrder) => string,
): Alike[] {
  const byMember = Map.groupBy(orders, one)
  const bySet = Map.groupBy(byMember, ([, wanted]) => wanted.map(other).toSorted().join(' '))
  return [...bySet.values()].map((members) => ({ members, other }))
}

function cut({ members, other }: Alike, outerMax: number, innerMax: number): Part[] {
  return chunk(members, outerMax).flatMap((part) => {
    const others = (part[0]?.[1] ?? []).map(other).toSorted()
    return chunk(others, innerMax).map((inner) => {
      const wanted = new Set(inner)
      return {
        outer: part.map(([name]) => name),
        inner,
        orderIds: part.flatMap(([, ordered]) =>
          ordered.filter((order) => wanted.has(other(order))).map(({ id }) => id),
        ),
      }
    })
  })
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
