import { describe, expect, it } from 'vitest'
import { HolderList, type HolderBase } from './holder-list.ts'

const computed: HolderBase = {
  count: 25,
  at: (index) => `S${index}`,
  indexOf(holder) {
    const index = Number(holder.slice(1))
    return index < 25 ? index : undefined
  },
}

describe.each([
  ['explicit', ['S0', 'S1', 'S1'], undefined, ['S0', 'S1']],
  ['computed', [], computed, Array.from({ length: 25 }, (_, n) => `S${n}`)],
] as const)('a list of %s holders', (_what, start, base, expected) => {
  it('holds what a set would hold, and any slice of it, also after being kept and read again', () => {
    let list = new HolderList([...start], base)
    const model = new Set<string>(expected)
    expect(list.toArray()).toEqual([...model])
    let seed = 7
    const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
    for (let round = 0; round < 3000; round += 1) {
      const holder = `S${next(40)}`
      const isAdding = next(2) === 0
      const isNews = isAdding !== model.has(holder)
      expect(isAdding ? list.add(holder) : list.remove(holder)).toBe(isNews)
      if (isAdding) model.add(holder)
      else model.delete(holder)
      expect(list.has(holder)).toBe(model.has(holder))
      expect(list.size).toBe(model.size)
      expect(list.toArray().toSorted()).toEqual([...model].toSorted())
      if (round % 100 === 0) list = new HolderList(JSON.parse(JSON.stringify(list.snapshot())), base)
    }
    expect([...list.slice(0, 5), ...list.slice(5, 100)]).toEqual(list.toArray())
  })
})

it('keeps nothing of computed holders but what changed', () => {
  const base: HolderBase = { count: 1_000_000, at: String, indexOf: (holder) => Number(holder) }
  const list = new HolderList([], base)
  list.remove('500000')
  expect(list.size).toBe(999_999)
  expect(list.slice(500_000, 500_001)).toEqual(['999999'])
  expect(list.snapshot()).toEqual({ size: 999_999, placed: [[500_000, '999999']], gone: ['500000'] })
  // It takes the last place, and what moved stays where it is.
  list.add('500000')
  expect(list.slice(999_999, 1_000_000)).toEqual(['500000'])
})
