/** Holders that are computed from their index, each at its place. */
export type HolderBase = {
  count: number
  at(index: number): string
  indexOf(holder: string): number | undefined
}

/** A list of holders as plain JSON: all of them, or what is different from the computed ones. */
export type HolderSnapshot = string[] | { size: number; placed: [place: number, holder: string][]; gone: string[] }

const noBase: HolderBase = { count: 0, at: () => '', indexOf: () => undefined }
const gone = -1

/**
 * Who holds an asset: dense, so that any page is a slice, and indexed, so that a holder is found, added and removed at once. The order
 * changes when somebody leaves; the data set's version does too, so no walk notices. Computed holders take no memory until they move.
 */
export class HolderList {
  readonly #base: HolderBase
  #size: number
  /** Who is at a place, where that is not the computed one. */
  readonly #placed = new Map<number, string>()
  /** Where a holder is, if not at its computed place; or that it is gone. */
  readonly #placeOf = new Map<string, number>()

  constructor(start: HolderSnapshot = [], base: HolderBase = noBase) {
    this.#base = base
    this.#size = base.count
    if (Array.isArray(start)) {
      for (const holder of start) this.add(holder)
      return
    }
    this.#size = start.size
    for (const holder of start.gone) this.#placeOf.set(holder, gone)
    for (const [place, holder] of start.placed) this.#put(place, holder)
  }

  get size(): number {
    return this.#size
  }

  has(holder: string): boolean {
    return this.#find(holder) !== undefined
  }

  /** Whether this is news. */
  add(holder: string): boolean {
    if (this.has(holder)) return false
    this.#put(this.#size, holder)
    this.#size += 1
    return true
  }

  /** Whether this is news. */
  remove(holder: string): boolean {
    const place = this.#find(holder)
    if (place === undefined) return false
    this.#size -= 1
    // The last one takes the place that becomes free.
    const last = this.#at(this.#size)
    this.#placed.delete(this.#size)
    if (last !== holder) this.#put(place, last)
    if (this.#base.indexOf(holder) === undefined) this.#placeOf.delete(holder)
    else this.#placeOf.set(holder, gone)
    return true
  }

  slice(from: number, to: number): string[] {
    const length = Math.max(0, Math.min(to, this.#size) - from)
    return Array.from({ length }, (_, n) => this.#at(from + n))
  }

  toArray(): string[] {
    return this.slice(0, this.#size)
  }

  snapshot(): HolderSnapshot {
    if (this.#base.count === 0) return this.toArray()
    const left = [...this.#placeOf].flatMap(([holder, place]) => (place === gone ? holder : []))
    return { size: this.#size, placed: [...this.#placed], gone: left }
  }

  #at(place: number): string {
    return this.#placed.get(place) ?? this.#base.at(place)
  }

  #find(holder: string): number | undefined {
    const place = this.#placeOf.get(holder) ?? this.#base.indexOf(holder)
    return place === gone ? undefined : place
  }

  #put(place: number, holder: string): void {
    if (this.#base.indexOf(holder) === place) {
      this.#placed.delete(place)
      this.#placeOf.delete(holder)
    } else {
      this.#placed.set(place, holder)
      this.#placeOf.set(holder, place)
    }
  }
}
