import { expect, it } from 'vitest'
import { planHash, whatMoved, type PlanFacts } from './plan-hash.ts'

const keynote = { assetId: '0199c5a1-0000-7000-8000-00000000000a', name: 'Keynote', freeCount: 7 }
const shown: PlanFacts = { digest: 'aa', outcomes: [{ outcome: 'gets', count: 5 }], assets: [keynote] }

it('says nothing while every target comes out as it did, whatever else moved', () => {
  expect(whatMoved(planHash(shown), { ...shown, assets: [{ ...keynote, freeCount: 6 }] })).toBeUndefined()
})

it.each<[string, Partial<PlanFacts>]>([
  ['3 licenses of Keynote were taken meanwhile', { assets: [{ ...keynote, freeCount: 4 }] }],
  ['1 license of Keynote became free meanwhile', { assets: [{ ...keynote, freeCount: 8 }] }],
  [
    'Meanwhile 1 is refused, not 0',
    {
      outcomes: [
        { outcome: 'gets', count: 4 },
        { outcome: 'refused', count: 1 },
      ],
    },
  ],
  ['Meanwhile 6 get a license, not 5', { outcomes: [{ outcome: 'gets', count: 6 }] }],
  ['Somebody would come out otherwise than the plan showed', {}],
])('names what moved: %s', (sentence, moved) => {
  expect(whatMoved(planHash(shown), { ...shown, ...moved, digest: 'bb' })).toBe(`${sentence}: look at the plan again.`)
})

it('refuses a hash that it never gave, in a sentence all the same', () => {
  expect(whatMoved('anything', shown)).toBe(
    'Somebody would come out otherwise than the plan showed: look at the plan again.',
  )
})
