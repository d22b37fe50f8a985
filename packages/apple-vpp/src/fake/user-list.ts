import type { WireUser } from '../wire/licenses.ts'

/** A VPP user as this Apple keeps it. `managedAppleId` is never told to anybody. */
export type UserRecord = WireUser & { managedAppleId?: string | undefined }

/** Users that are computed from their index: active ones, until they are changed. */
export type UserBase = {
  count: number
  at(index: number): UserRecord
  indexOf(clientUserId: string): number | undefined
  indexOfInvitation(inviteCode: string): number | undefined
}

const noBase: UserBase = {
  count: 0,
  at: () => {
    throw new RangeError('there is no computed user')
  },
  indexOf: () => undefined,
  indexOfInvitation: () => undefined,
}

export function isActive({ status }: { status: WireUser['status'] }): boolean {
  return status === 'Registered' || status === 'Associated'
}

/** What Apple shows of a user: the invitation only while it can be accepted. */
export function toWireUser({ clientUserId, email, inviteCode, idHash, status }: UserRecord): WireUser {
  return {
    clientUserId,
    ...(email !== undefined && { email }),
    ...(status === 'Registered' && inviteCode !== undefined && { inviteCode }),
    ...(idHash !== undefined && { idHash }),
    status,
  }
}

/** The users of a location in the order of their creation. A clientUserId comes any number of times, but at most once as active. */
export class UserList {
  readonly #base: UserBase
  /** Computed users that are no longer as they were computed. */
  readonly #changed = new Map<number, UserRecord>()
  readonly #added: UserRecord[] = []
  /** Places of users that are not, or no longer, computed. */
  readonly #placesOf = new Map<string, number[]>()
  readonly #active = new Map<string, number>()
  readonly #invited = new Map<string, number>()
  readonly #managed = new Map<string, number>()

  constructor(
    records: Iterable<UserRecord> = [],
    base: UserBase = noBase,
    changed: Iterable<[place: number, record: UserRecord]> = [],
  ) {
    this.#base = base
    for (const [place, record] of changed) this.replace(place, record)
    for (const record of records) this.add(record)
  }

  get size(): number {
    return this.#base.count + this.#added.length
  }

  at(index: number): UserRecord {
    const record = this.#changed.get(index) ?? this.#added[index - this.#base.count]
    if (record) return record
    if (index < 0 || index >= this.#base.count) throw new RangeError(`there is no user ${index}`)
    return this.#base.at(index)
  }

  slice(from: number, to: number): UserRecord[] {
    const length = Math.max(0, Math.min(to, this.size) - from)
    return Array.from({ length }, (_, n) => this.at(from + n))
  }

  /** Where all records of a clientUserId are, oldest first. */
  placesOf(clientUserId: string): number[] {
    const computed = this.#base.indexOf(clientUserId)
    const rest = this.#placesOf.get(clientUserId) ?? []
    return computed === undefined || rest.includes(computed) ? rest : [computed, ...rest]
  }

  /** Where the Registered or Associated record of a clientUserId is. */
  placeOfActive(clientUserId: string): number | undefined {
    const computed = this.#base.indexOf(clientUserId)
    const isAsComputed = computed !== undefined && !this.#changed.has(computed)
    return this.#active.get(clientUserId) ?? (isAsComputed ? computed : undefined)
  }

  active(clientUserId: string): UserRecord | undefined {
    const place = this.placeOfActive(clientUserId)
    return place === undefined ? undefined : this.at(place)
  }

  /** The active record of a clientUserId, else the one that was retired last. */
  latest(clientUserId: string): UserRecord | undefined {
    const place = this.placeOfActive(clientUserId) ?? this.placesOf(clientUserId).at(-1)
    return place === undefined ? undefined : this.at(place)
  }

  placeOfInvitation(inviteCode: string): number | undefined {
    return this.#invited.get(inviteCode) ?? this.#base.indexOfInvitation(inviteCode)
  }

  /** Where the active user is who has a Managed Apple Account. */
  placeOfManaged(managedAppleId: string): number | undefined {
    return this.#managed.get(managedAppleId.toLowerCase())
  }

  add(record: UserRecord): number {
    const place = this.size
    this.#added.push(record)
    this.#index(place, record)
    return place
  }

  replace(place: number, record: UserRecord): void {
    const { managedAppleId } = this.at(place)
    if (managedAppleId !== undefined) this.#managed.delete(managedAppleId.toLowerCase())
    if (place < this.#base.count) this.#changed.set(place, record)
    else this.#added[place - this.#base.count] = record
    this.#index(place, record)
  }

  /** All that is not computed, for whoever keeps it. */
  changes(): { changed: [place: number, record: UserRecord][]; added: UserRecord[] } {
    return { changed: [...this.#changed], added: this.#added.slice() }
  }

  #index(place: number, record: UserRecord): void {
    const { clientUserId, inviteCode, managedAppleId } = record
    const places = this.#placesOf.get(clientUserId)
    if (!places) this.#placesOf.set(clientUserId, [place])
    else if (!places.includes(place)) places.push(place)
    if (isActive(record)) this.#active.set(clientUserId, place)
    else if (this.#active.get(clientUserId) === place) this.#active.delete(clientUserId)
    if (inviteCode !== undefined) this.#invited.set(inviteCode, place)
    if (managedAppleId !== undefined && isActive(record)) this.#managed.set(managedAppleId.toLowerCase(), place)
  }
}
