import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AppleSnapshot } from '@pomona/apple-vpp/fake'
import { z } from 'zod'

/** A change is on the disk after this time at the latest, unless the state is so large that writing it takes longer than a moment. */
const saveDelayMs = 100
/** Of the time, at most one part in so many is spent on writing. */
const restShare = 8

export type StateFile = {
  /** What was saved last; absent when nothing was, or when the file cannot be read: then it is set aside. */
  load(): AppleSnapshot | undefined
  /** Something changed. */
  touch(take: () => AppleSnapshot): void
  /** Writes what is not written yet, at once. */
  flush(): void
}

const knownFormat = z.object({ format: z.literal(1), catalog: z.array(z.unknown()), locations: z.array(z.unknown()) })

/** Keeps the state in a JSON file that is whole at any moment: written beside it, then moved into its place. */
export function createStateFile(path: string): StateFile {
  let pending: (() => AppleSnapshot) | undefined
  let timer: NodeJS.Timeout | undefined
  let delayMs = saveDelayMs

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (!pending) return
    const started = performance.now()
    const text = JSON.stringify(pending())
    pending = undefined
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
    delayMs = Math.max(saveDelayMs, (performance.now() - started) * restShare)
  }

  return {
    load() {
      const text = readIfThere(path)
      if (text === undefined) return undefined
      try {
        const content: unknown = JSON.parse(text)
        knownFormat.parse(content)
        return content as AppleSnapshot
      } catch {
        renameSync(path, `${path}.unreadable`)
        return undefined
      }
    },
    touch(take) {
      pending = take
      timer ??= setTimeout(flush, delayMs)
    },
    flush,
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
