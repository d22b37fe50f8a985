import type { ConversationEntry } from '@pomona/apple-vpp'
import { insertAppleExchanges, type Database, type NewAppleExchange } from '@pomona/db'
import type { Log } from '../deps.ts'

const writeEveryMs = 500
/** While the database cannot be written, so many are kept; of more, the oldest are dropped. */
const waitingMax = 5_000

export type ConversationLog = {
  record(entry: ConversationEntry): void
  /** Writes what waits and stops. */
  close(): Promise<void>
}

/** Keeps what Apple was asked and answered (P38), a batch at a time, so that a walk over hundreds of pages costs few writes. */
export function openConversationLog(database: Database, log: Log): ConversationLog {
  let waiting: NewAppleExchange[] = []
  let writing: Promise<void> = Promise.resolve()
  const write = async () => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      await insertAppleExchanges(database.prisma, batch)
    } catch (error) {
      log.warn({ err: error, exchanges: batch.length }, 'the conversation with Apple could not be stored yet')
      waiting = [...batch, ...waiting].slice(-waitingMax)
    }
  }
  const writeInTurn = () => {
    writing = writing.then(write)
    return writing
  }
  const timer = setInterval(() => void writeInTurn(), writeEveryMs)
  timer.unref()
  return {
    record({ at, about, method, path, attempt, status, errorNumber, durationMs }) {
      waiting.push({
        at,
        tokenId: about ?? null,
        method,
        path,
        attempt,
        status: status ?? null,
        errorNumber: errorNumber ?? null,
        durationMs,
      })
    },
    async close() {
      clearInterval(timer)
      await writeInTurn()
    },
  }
}
