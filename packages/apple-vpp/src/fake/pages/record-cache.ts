import type { Records } from '../query.ts'

const entriesMax = 16

/** What a walk's pages are cut from, found once per walk and not once per page. */
export class RecordCache {
  readonly #entries = new Map<string, { version: string; records: Records<unknown> }>()

  /** Makes the records of a question anew only when the data has another version. */
  read<T>(question: string, version: string, make: () => Records<T>): Records<T> {
    const known = this.#entries.get(question)
    // A question always has records of the same type.
    if (known?.version === version) return known.records as Records<T>
    const records = make()
    this.#entries.delete(question)
    this.#entries.set(question, { version, records })
    const oldest = this.#entries.keys().next()
    if (this.#entries.size > entriesMax && oldest.done !== true) this.#entries.delete(oldest.value)
    return records
  }
}
