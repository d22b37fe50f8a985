import { expect, it } from 'vitest'
import { HolderList } from './holder-list.ts'

it('holds what a set would hold, and any slice of it', () => {
  const list = new HolderList(['S0', 'S1', 'S1'])
  const model = new Set(['S0', 'S1'])
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
  }
  expect([...list.slice(0, 5), ...list.slice(5, 100)]).toEqual(list.toArray())
})
