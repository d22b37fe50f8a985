/** Luck that the seed decides: the same seed gives the same history. */
export function createLuck(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    below,
    pick,
    chance: (share: number) => next() < share,
    some: <T>(items: readonly T[], share: number) => items.filter(() => next() < share),
  }
}

export type Luck = ReturnType<typeof createLuck>

/** The seeds of a randomized suite: that of `SEED`, which repeats a run; as many new ones as `SOAK` says; or a few. */
export function seedsFor({ SEED, SOAK }: Record<string, string | undefined>, usual: number): number[] {
  if (SEED !== undefined && SEED !== '') return [Number(SEED)]
  return Array.from({ length: Number(SOAK || usual) }, () => Math.floor(Math.random() * 2 ** 31))
}
