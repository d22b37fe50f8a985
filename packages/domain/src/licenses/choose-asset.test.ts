import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseAsset, chooseAssets, type TitleCandidate, type TitleStanding, type TitleWaiter } from './choose-asset.ts'

const candidate = (assetId: string, standing: TitleStanding, hasFree = false, isAsked = true): TitleCandidate => ({
  assetId,
  standing,
  hasFree,
  isAsked,
})

it.each<[string, TitleCandidate[], string | undefined]>([
  ['what it holds, though another has one free', [candidate('a', 'none', true), candidate('b', 'held')], 'b'],
  ['what it holds before what it is promised', [candidate('a', 'promised'), candidate('b', 'held')], 'b'],
  ['what it is promised before a free one', [candidate('a', 'none', true), candidate('b', 'promised')], 'b'],
  ['a free one before the line it stands in', [candidate('a', 'waiting'), candidate('b', 'none', true)], 'b'],
  ['the line it stands in before another line', [candidate('a', 'none'), candidate('b', 'waiting')], 'b'],
  ['the lowest id where nothing else decides', [candidate('b', 'none'), candidate('a', 'none')], 'a'],
  ['a promise before an open invitation', [candidate('a', 'awaitingAcceptance'), candidate('b', 'promised')], 'b'],
  ['an open invitation before a free one', [candidate('a', 'none', true), candidate('b', 'awaitingAcceptance')], 'b'],
  [
    'the line it stands in where both have one free',
    [candidate('a', 'none', true), candidate('b', 'waiting', true)],
    'b',
  ],
  [
    'the line that it may join, not what is only offered',
    [candidate('a', 'none', true, false), candidate('b', 'none')],
    'b',
  ],
  ['nothing where it is due nothing', [], undefined],
])('P18 takes %s', (_, candidates, chosen) => {
  expect(chooseAsset(candidates)).toBe(chosen)
})

const assetIds = ['a', 'b', 'c']
const standing = fc.constantFrom<TitleStanding>('held', 'promised', 'awaitingAcceptance', 'waiting', 'none')
const candidates = fc.uniqueArray(
  fc.record({ assetId: fc.constantFrom(...assetIds), standing, isAsked: fc.boolean() }).map((one) => ({
    ...one,
    isAsked: one.isAsked || one.standing === 'waiting',
  })),
  { selector: ({ assetId }) => assetId, minLength: 1 },
)
const line = fc.uniqueArray(fc.record({ holder: fc.nat(15).map(String), candidates }), {
  selector: ({ holder }) => holder,
})
const free = fc
  .array(fc.nat(3), { minLength: 3, maxLength: 3 })
  .map((counts) => new Map(assetIds.map((id, index) => [id, counts[index] ?? 0])))

const candidatesOf = (waiters: readonly TitleWaiter[], holder: string) =>
  waiters.find((waiter) => waiter.holder === holder)?.candidates ?? []
const at = (waiters: readonly TitleWaiter[], holder: string, assetId: string) =>
  candidatesOf(waiters, holder).find((one) => one.assetId === assetId)

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
        chosen.filter(([holder, assetId]) => {
          const its = at(waiters, holder, id)
          return assetId === id && its?.isAsked === true && its.standing !== 'held' && its.standing !== 'promised'
        })
      const left = (id: string) => (counts.get(id) ?? 0) - takers(id).length
      const short = chosen.filter(([holder, assetId]) => left(assetId) < 0 && isOpen(at(waiters, holder, assetId)))
      const lastOfEach = new Map(short.map(([holder, assetId]) => [assetId, holder]))
      for (const holder of lastOfEach.values()) {
        expect(candidatesOf(waiters, holder).filter((one) => one.isAsked && left(one.assetId) > 0)).toEqual([])
      }
    }),
  )
})
const isOpen = (one: { standing: TitleStanding; isAsked: boolean } | undefined) =>
  one?.isAsked === true && (one.standing === 'waiting' || one.standing === 'none')

it('P18 keeps whoever holds a license where they are, whoever else is in line', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const chosen = [...chooseAssets(waiters, counts)]
      const keepers = chosen.filter(([holder]) => candidatesOf(waiters, holder).some((one) => one.standing === 'held'))
      expect(keepers.filter(([holder, assetId]) => at(waiters, holder, assetId)?.standing !== 'held')).toEqual([])
    }),
  )
})

it('P18 chooses the same whatever order the tokens come in', () => {
  fc.assert(
    fc.property(line, free, (waiters, counts) => {
      const turned = waiters.map((waiter) => ({ ...waiter, candidates: waiter.candidates.toReversed() }))
      expect(chooseAssets(turned, counts)).toEqual(chooseAssets(waiters, counts))
    }),
  )
})

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
