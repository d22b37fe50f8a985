/** Numbers that look random and are the same in every run (mulberry32), so that everybody's demo organization is the same. */
export type Random = {
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  chance(share: number): boolean
  text(alphabet: string, length: number): string
  uuid(): string
}

export function createRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(from: readonly T[]): T => {
    const [picked] = from.slice(below(from.length))
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
  const text = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('')
  const hex = (length: number) => text('0123456789abcdef', length)
  return {
    below,
    pick,
    chance: (share) => next() < share,
    text,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
