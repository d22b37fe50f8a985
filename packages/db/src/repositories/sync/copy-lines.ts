import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type CopyTarget = {
  clients: readonly pg.Client[]
  /** With its columns, when the lines do not have all of them. */
  table: string
}

/** So much goes to the database at once: little enough to hold, enough that the way there and back does not count. */
const bytesPerCopy = 1_000_000

/**
 * Collects lines for COPY. One batch is on its way on each connection while the next one is collected; more wait for these. Batches are
 * written into memory that is used again: a million lines that live until they are sent would become garbage that is collected late.
 */
export function openCopy() {
  let target: CopyTarget | undefined
  let batch: Buffer | undefined
  let filled = 0
  let turn = 0
  const free: Buffer[] = []
  const onTheirWay = new Map<pg.Client, Promise<void>>()
  const arrived = async () => {
    const sent = [...onTheirWay.values()]
    onTheirWay.clear()
    // All of them, so that none is left on its way when one fails.
    const ends = await Promise.allSettled(sent)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
  const send = async (): Promise<void> => {
    const client = target?.clients[turn++ % target.clients.length]
    if (target === undefined || client === undefined || batch === undefined) return
    const full = batch
    const lines = full.subarray(0, filled)
    const into = copyFrom(`copy ${target.table} from stdin`)
    batch = undefined
    filled = 0
    await onTheirWay.get(client)
    const sent = pipeline(Readable.from([lines]), client.query(into)).then(() => void free.push(full))
    // Whoever waits for it next sees the failure; until then it must not end the program.
    sent.catch(() => undefined)
    onTheirWay.set(client, sent)
  }
  return {
    /** Takes lines in. They all go to one target between two calls of `flush` or `forget`. */
    async add(to: CopyTarget, lines: readonly string[]): Promise<void> {
      if (lines.length === 0) return
      const text = `${lines.join('\n')}\n`
      const size = Buffer.byteLength(text)
      if (batch !== undefined && filled + size > batch.length) await send()
      target = to
      batch ??=
        size > bytesPerCopy ? Buffer.allocUnsafeSlow(size) : (free.pop() ?? Buffer.allocUnsafeSlow(bytesPerCopy))
      filled += batch.write(text, filled)
    },
    /** Writes what is collected, and waits until all has arrived. */
    async flush(): Promise<void> {
      await send()
      await arrived()
    },
    /** Drops what was not written, and waits until nothing is on its way. */
    async forget(): Promise<void> {
      batch = undefined
      filled = 0
      await arrived()
    },
  }
}

/** The four letters that COPY's text form takes for something else. */
export function escapeForCopy(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text
  const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
  return text.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}

export const textOrNull = (text: string | undefined): string => (text === undefined ? '\\N' : escapeForCopy(text))
