/** A change log as plain JSON. */
export type ChangeLogSnapshot = { versionId: string; known: [versionId: string, position: number][]; changes: string[] }

/** Changes that are remembered; who comes with an older version has to read everything. */
const changesMax = 100_000
const versionsMax = 10_000

/** The version of a data set, and what has become new since earlier ones. */
export class ChangeLog {
  #versionId: string
  /** How many of the remembered changes had happened when a version began. */
  #known: Map<string, number>
  #changes: string[]
  #isChanged = false

  constructor(start: string | ChangeLogSnapshot) {
    const { versionId, known, changes } = typeof start === 'string' ? emptyLog(start) : start
    this.#versionId = versionId
    this.#known = new Map(known)
    this.#changes = [...changes]
  }

  get versionId(): string {
    return this.#versionId
  }

  /** Something changed; `key` names what is new, nothing when only something is gone. */
  note(key?: string): void {
    this.#isChanged = true
    if (key !== undefined) this.#changes.push(key)
  }

  /** Gives the data set another version if anything was noted. */
  renew(newId: () => string): void {
    if (!this.#isChanged) return
    this.#isChanged = false
    this.#forget()
    this.#versionId = newId()
    this.#known.set(this.#versionId, this.#changes.length)
  }

  /** What has become new since a version, each once; absent when nobody knows that version any more. */
  since(versionId: string): string[] | undefined {
    const position = this.#known.get(versionId)
    return position === undefined ? undefined : [...new Set(this.#changes.slice(position))]
  }

  snapshot(): ChangeLogSnapshot {
    return { versionId: this.#versionId, known: [...this.#known], changes: this.#changes }
  }

  #forget(): void {
    if (this.#changes.length <= changesMax && this.#known.size <= versionsMax) return
    const dropped = Math.max(0, this.#changes.length - changesMax / 2)
    this.#changes = this.#changes.slice(dropped)
    const kept = [...this.#known].filter(([, position]) => position >= dropped).slice(-versionsMax / 2)
    this.#known = new Map(kept.map(([versionId, position]) => [versionId, position - dropped]))
  }
}

function emptyLog(versionId: string): ChangeLogSnapshot {
  return { versionId, known: [[versionId, 0]], changes: [] }
}
