/**
 * Who holds an asset: dense, so that any page is a slice, and indexed, so that a holder is found, added and removed at once. The order
 * changes when somebody leaves; the data set's version does too, so no walk notices.
 */
export class HolderList {
  readonly #holders: string[] = []
  readonly #positions = new Map<string, number>()

  constructor(holders: Iterable<string> = []) {
    for (const holder of holders) this.add(holder)
  }

  get size(): number {
    return this.#holders.length
  }

  has(holder: string): boolean {
    return this.#positions.has(holder)
  }

  /** Whether this is news. */
  add(holder: string): boolean {
    if (this.#positions.has(holder)) return false
    this.#positions.set(holder, this.#holders.length)
    this.#holders.push(holder)
    return true
  }

  /** Whether this is news. */
  remove(holder: string): boolean {
    const position = this.#positions.get(holder)
    const last = this.#holders.at(-1)
    if (position === undefined || last === undefined) return false
    this.#holders[position] = last
    this.#positions.set(last, position)
    this.#positions.delete(holder)
    this.#holders.pop()
    return true
  }

  slice(from: number, to: number): string[] {
    return this.#holders.slice(from, to)
  }

  toArray(): string[] {
    return this.#holders.slice()
  }
}
