import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseAsset, chooseAssets, type TitleCandidate, type TitleStanding, type TitleWaiter } from './choose-asset.ts'

const candidate = (assetId: string, standing: TitleStanding, hasFree = false): TitleCandidate => ({
  assetId,
  standing,
  hasFree,
})

it.each<[string, TitleCandidate[], string | undefined]>([
  ['what it holds, though another has one free', [candidate('a', 'none', true), candidate('b', 'held')], 'b'],
  ['what it holds before what it is promised', [candidate('a', 'promised'), candidate('b', 'held')], 'b'],
  ['what it is promised before a free one', [candidate('a', 'none', true), candidate('b', 'promised')], 'b'],
  ['a free one before the line it stands in', [candidate('a', 'waiting'), candidate('b', 'none', true)], 'b'],
  ['the line it stands in before another line', [candidate('a', 'none'), candidate('b', 'waiting')], 'b'],
  ['the lowest id where nothing else decides', [candidate('b', 'none'), candidate('a', 'none')], 'a'],
  ['nothing where it is due nothing', [], undefined],
])('P18 takes %s', (_, candidates, chosen) => {
  expect(chooseAsset(candidates)).toBe(chosen)
})

const assetIds = ['a', 'b', 'c']
const standing = fc.constantFrom<TitleStanding>('held', 'promised', 'waiting', 'none')
const standings = fc.uniqueArray(fc.record({ assetId: fc.constantFrom(...assetIds), standing }), {
  selector: ({ assetId }) => assetId,
  minLength: 1,
})
const holders = fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8')
const line = fc.array(fc.record({ holder: holders, standings }), { maxLength: 16 })
const free = fc
  .array(fc.nat(3), { minLength: 3, maxLength: 3 })
  .map((counts) => new Map(assetIds.map((id, index) => [id, counts[index] ?? 0])))

const firstOf = (waiters: readonly TitleWaiter[], holder: string) =>
  waiters.find((waiter) => waiter.holder === holder)?.standings ?? []
const standingAt = (waiters: readonly TitleWaiter[], holder: string, assetId: string) =>
  firstOf(waiters, holder).find((one) => one.assetId === assetId)?.standing

it('P18 never takes two licenses of a title for one holder, however many of their devices are due it', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const chosen = chooseAssets(waiters, counts)
      expect([...chosen.keys()].toSorted(byText)).toEqual(
        [...new Set(waiters.map(({ holder }) => holder))].toSorted(byText),
      )
    }),
  )
})

it('P18 lets nobody wait at one token while a license is free for them at another', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const chosen = [...chooseAssets(waiters, counts)]
      const takers = (id: string) =>
        chosen
          .filter(([holder, assetId]) => assetId === id && /waiting|none/.test(standingAt(waiters, holder, id) ?? ''))
          .map(([holder]) => holder)
      const left = (id: string) => (counts.get(id) ?? 0) - takers(id).length
      for (const lastInLine of assetIds.filter((id) => left(id) < 0).map((id) => takers(id).at(-1) ?? '')) {
        expect(firstOf(waiters, lastInLine).filter(({ assetId }) => left(assetId) > 0)).toEqual([])
      }
    }),
  )
})

it('P18 keeps whoever holds a license where they are, whoever else is in line', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const chosen = [...chooseAssets(waiters, counts)]
      const keepers = chosen.filter(([holder]) => firstOf(waiters, holder).some((one) => one.standing === 'held'))
      expect(keepers.filter(([holder, assetId]) => standingAt(waiters, holder, assetId) !== 'held')).toEqual([])
    }),
  )
})

it('P18 chooses the same whatever order the tokens come in', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const turned = waiters.map((waiter) => ({ ...waiter, standings: waiter.standings.toReversed() }))
      expect(chooseAssets(turned, counts)).toEqual(chooseAssets(waiters, counts))
    }),
  )
})

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
