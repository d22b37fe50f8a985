import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type CopyTarget = {
  clients: readonly pg.Client[]
  /** With its columns, when the lines do not have all of them. */
  table: string
}

/** So many rows go to the database at once: few enough to hold, enough that the way there and back does not count. */
const rowsPerCopy = 10_000

/** Collects lines for COPY. One batch is on its way on each connection while the next one is collected; more wait for these. */
export function openCopy() {
  let lines: string[] = []
  let turn = 0
  let target: CopyTarget | undefined
  const onTheirWay = new Map<pg.Client, Promise<void>>()
  const arrived = async () => {
    const sent = [...onTheirWay.values()]
    onTheirWay.clear()
    // All of them, so that none is left on its way when one fails.
    const ends = await Promise.allSettled(sent)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
  const send = async (): Promise<void> => {
    if (target === undefined || lines.length === 0) return
    const { clients, table } = target
    const client = clients[turn++ % clients.length]
    if (client === undefined) return
    const text = `${lines.join('\n')}\n`
    lines = []
    await onTheirWay.get(client)
    const sent = pipeline(Readable.from([text]), client.query(copyFrom(`copy ${table} from stdin`)))
    // Whoever waits for it next sees the failure; until then it must not end the program.
    sent.catch(() => undefined)
    onTheirWay.set(client, sent)
  }
  return {
    /** Takes lines in. They all go to one target between two calls of `flush` or `forget`. */
    async add(to: CopyTarget, added: readonly string[]): Promise<void> {
      target = to
      for (const line of added) lines.push(line)
      if (lines.length >= rowsPerCopy) await send()
    },
    /** Writes what is collected, and waits until all has arrived. */
    async flush(): Promise<void> {
      await send()
      await arrived()
    },
    /** Drops what was not written, and waits until nothing is on its way. */
    async forget(): Promise<void> {
      lines = []
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
