import { AppleError } from './apple-error.ts'
import { unreadable } from './from-wire.ts'
import type { Page } from './vpp-client.ts'

/** Apple's own rule for reading pages at the same time. */
export const parallelPages = 5

/** One page as it was read, with Apple's own word on whether another one follows. */
export type WalkedPage<T> = { page: Page<T>; nextPageIndex: number | undefined }

/** Reads one page. The signal is raised when nobody waits for it any more. */
export type ReadPage<T> = (pageIndex: number, signal: AbortSignal) => Promise<WalkedPage<T>>

/**
 * Walks all pages: page 0 first, then at most five at the same time, each handed out as it comes. The next request leaves before a page
 * is handed out, so the reader's work and Apple's overlap, and no more than a handful of pages are held at any time.
 */
export async function* walk<T>(readPage: ReadPage<T>): AsyncIterable<Page<T>> {
  const abort = new AbortController()
  const underWay = new Map<number, Promise<WalkedPage<T>>>()
  const start = (pageIndex: number): void => {
    const reading = readPage(pageIndex, abort.signal)
    // Whoever awaits it sees the failure; a page that nobody awaits any more must not end the process.
    reading.catch(() => undefined)
    underWay.set(pageIndex, reading)
  }
  try {
    const first = checkPage(await readPage(0, abort.signal), 0)
    const { totalPages } = first
    let nextIndex = 1
    const fill = (): void => {
      while (nextIndex < totalPages && underWay.size < parallelPages) start(nextIndex++)
    }
    // Whoever sees on the first page that nothing has changed stops there, at the cost of one request.
    yield first
    fill()
    while (underWay.size > 0) {
      const [pageIndex, walked] = await Promise.race(
        underWay.entries().map(async ([index, reading]) => [index, await reading] as const),
      )
      underWay.delete(pageIndex)
      fill()
      yield checkPage(walked, pageIndex, first)
    }
  } finally {
    abort.abort()
  }
}

function checkPage<T>({ page, nextPageIndex }: WalkedPage<T>, askedIndex: number, first: Page<T> = page): Page<T> {
  if (page.pageIndex !== askedIndex) throw unreadable(`asked for page ${askedIndex}, got page ${page.pageIndex}`)
  const isLast = askedIndex >= page.totalPages - 1
  const isMoved = page.versionId !== first.versionId || page.totalPages !== first.totalPages
  // A page that ends the list although others were announced, or the other way round, is from another state of the list.
  if (isMoved || isLast !== (nextPageIndex === undefined)) throw changedMidWalk()
  return page
}

function changedMidWalk(): AppleError {
  return new AppleError(
    'apple_changed_mid_walk',
    'Apple’s list changed while it was read. It is read again from the start.',
    { retry: 'afterRefresh' },
  )
}
