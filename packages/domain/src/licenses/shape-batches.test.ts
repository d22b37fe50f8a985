import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shapeBatches } from './shape-batches.ts'

const limits = { assetsPerRequest: 25, targetsPerRequest: 1000 }

describe('shaping orders into requests', () => {
  it('puts targets that need the same assets into one request', () => {
    const orders = [
      { id: '1', assetId: 'a', target: 'S1' },
      { id: '2', assetId: 'b', target: 'S1' },
      { id: '3', assetId: 'b', target: 'S2' },
      { id: '4', assetId: 'a', target: 'S2' },
      { id: '5', assetId: 'a', target: 'S3' },
    ]
    expect(shapeBatches(orders, limits)).toEqual([
      { assetIds: ['a', 'b'], targets: ['S1', 'S2'], orderIds: ['1', '2', '3', '4'] },
      { assetIds: ['a'], targets: ['S3'], orderIds: ['5'] },
    ])
  })

  it('takes few requests when many targets need one asset, and when each needs a mixture of its own', () => {
    const count = (assets: number, targets: number, needs: (asset: number, target: number) => boolean) => {
      const orders = Array.from({ length: assets * targets }, (_, index) => [
        index % assets,
        Math.floor(index / assets),
      ])
        .filter(([asset = 0, target = 0]) => needs(asset, target))
        .map(([asset, target]) => ({ id: `${asset}/${target}`, assetId: `${asset}`, target: `${target}` }))
      return shapeBatches(orders, limits).length
    }
    expect(count(1, 2500, () => true)).toBe(3)
    expect(count(60, 1200, () => true)).toBe(6)
    // The bits of a scrambled number: one request per asset, and not one per target.
    expect(count(30, 780, (asset, target) => ((Math.imul(target + 1, 0x9e3779b1) >>> asset) & 1) === 0)).toBe(30)
  })

  it('asks for exactly what was ordered, once, within the limits', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.integer({ max: 6, min: 0 }), fc.integer({ max: 12, min: 0 })), {
      selector: ([asset, target]) => `${asset} ${target}`,
    })
    fc.assert(
      fc.property(
        pairs,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        (ordered, assetsPerRequest, targetsPerRequest) => {
          const orders = ordered.map(([asset, target]) => ({
            id: `${asset}/${target}`,
            assetId: `${asset}`,
            target: `${target}`,
          }))
          const batches = shapeBatches(orders, { assetsPerRequest, targetsPerRequest })
          const asked = batches.flatMap(({ assetIds, targets }) =>
            assetIds.flatMap((asset) => targets.map((target) => `${asset}/${target}`)),
          )
          expect(asked.toSorted()).toEqual(orders.map(({ id }) => id).toSorted())
          expect(batches.flatMap(({ orderIds }) => orderIds).toSorted()).toEqual(asked.toSorted())
          for (const { assetIds, targets } of batches) {
            expect(assetIds.length).toBeLessThanOrEqual(assetsPerRequest)
            expect(targets.length).toBeLessThanOrEqual(targetsPerRequest)
          }
        },
      ),
    )
  })
})
