import { AppleRefusal } from './refusal.ts'

/** Reads the parameters of a request; one that has the wrong form is an invalid argument. Unknown ones are let be. */
export class Query {
  readonly #params: URLSearchParams

  constructor(params: URLSearchParams) {
    this.#params = params
  }

  /** What is asked for, whatever the page: the same for every page of a walk. */
  question(dataSet: string): string {
    const filters = [...this.#params].filter(([name]) => name !== 'pageIndex').map((pair) => pair.join('='))
    return [dataSet, ...filters.toSorted()].join('&')
  }

  text(name: string): string | undefined {
    return this.#params.get(name) ?? undefined
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = values.find((each) => each === text)
    if (value === undefined) throw new AppleRefusal(9602)
    return value
  }

  flag(name: string): boolean | undefined {
    const text = this.oneOf(name, ['true', 'false'])
    return text === undefined ? undefined : text === 'true'
  }

  integer(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!/^-?\d{1,10}$/.test(text)) throw new AppleRefusal(9602)
    return Number(text)
  }
}

/** The records of a data set, as many as there are, from any place. */
export type Records<T> = { count: number; slice(from: number, to: number): T[] }

export function recordsOf<T>(list: readonly T[]): Records<T> {
  return { count: list.length, slice: (from, to) => list.slice(from, to) }
}

/** Records after one another, of which a page finds its own without counting them all. */
export function joinRecords<T>(parts: Records<T>[]): Records<T> {
  let count = 0
  const starts = parts.map((part) => (count += part.count) - part.count)
  return {
    count,
    slice(from, to) {
      const items: T[] = []
      for (let index = lastAtOrBefore(starts, from); index < parts.length; index += 1) {
        const start = starts[index] ?? 0
        if (start >= to) break
        for (const item of parts[index]?.slice(Math.max(0, from - start), to - start) ?? []) items.push(item)
      }
      return items
    },
  }
}

/** Where the last of the ascending numbers is that does not exceed `value`. */
function lastAtOrBefore(ascending: number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

/** Cuts the page that was asked for, with Apple's paging fields. An empty set has one page. */
export function cutPage<T>(records: Records<T>, options: { query: Query; pageSize: number; versionId: string }) {
  const { query, pageSize, versionId } = options
  const pageIndex = query.integer('pageIndex') ?? 0
  const totalPages = Math.max(1, Math.ceil(records.count / pageSize))
  if (pageIndex < 0 || pageIndex >= totalPages) throw new AppleRefusal(9650)
  const items = records.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize)
  const paging = {
    currentPageIndex: pageIndex,
    ...(pageIndex < totalPages - 1 && { nextPageIndex: pageIndex + 1 }),
    size: items.length,
    totalPages,
    versionId,
  }
  return { items, paging }
}
