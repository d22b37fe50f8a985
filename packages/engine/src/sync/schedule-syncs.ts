import { enqueue, insertSyncRun, inTransaction, listTokensToSchedule, tokenQueue, updateToken } from '@pomona/db'
import { nextSyncAt } from '@pomona/domain'
import { CronExpressionParser } from 'cron-parser'
import type { Deps } from '../deps.ts'

/** Whether a text is a cron line that `scheduleSyncs` understands. */
export function isCronLine(text: string): boolean {
  try {
    CronExpressionParser.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Starts the scheduled syncs that are due, and gives each token the time of its next one (P9). `cron` says when a round begins; the tokens
 * are spread over the time until the next. A sync that was missed while nothing ran is made up for once.
 */
export async function scheduleSyncs(deps: Pick<Deps, 'database' | 'now'>, input: { cron: string }): Promise<void> {
  const now = deps.now()
  const cron = CronExpressionParser.parse(input.cron, { currentDate: now, tz: 'UTC' })
  const [end, endOfNext] = [cron.next().toDate(), cron.next().toDate()]
  cron.reset(now)
  const start = cron.prev().toDate()

  for (const token of await listTokensToSchedule(deps.database.prisma, now)) {
    await inTransaction(deps.database, async (tx) => {
      await updateToken(tx, token.id, { nextSyncAt: nextSyncAt(token.syncMinute, { start, end, endOfNext }, now) })
      if (!token.isDue) return
      const run = await insertSyncRun(tx, token.id, 'schedule')
      if (!run.isNew) return
      await enqueue(tx, 'sync-token', { tokenId: token.id, runId: run.id }, { queue: tokenQueue(token.id) })
    })
  }
}
