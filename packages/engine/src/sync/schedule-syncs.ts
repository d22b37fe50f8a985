import { listTokensToSchedule, revivePendingSyncs, startScheduledSyncs } from '@pomona/db'
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

/** All tokens of an installation fall due at once when it has been stopped for long. */
const tokensPerStatement = 1_000

/**
 * Starts the scheduled syncs that are due, and gives each token the time of its next one (P9). `cron` says when a round begins; the tokens
 * are spread over the time until the next. A sync that was missed while nothing ran is made up for once. They wait until nothing else is
 * to be done: whoever orders licenses does not wait behind three thousand tokens.
 */
export async function scheduleSyncs(deps: Pick<Deps, 'database' | 'now'>, input: { cron: string }): Promise<void> {
  const now = deps.now()
  const cron = CronExpressionParser.parse(input.cron, { currentDate: now, tz: 'UTC' })
  const [end, endOfNext] = [cron.next().toDate(), cron.next().toDate()]
  cron.reset(now)
  const start = cron.prev().toDate()

  const tokens = await listTokensToSchedule(deps.database.prisma, now)
  for (let from = 0; from < tokens.length; from += tokensPerStatement) {
    const part = tokens.slice(from, from + tokensPerStatement)
    await startScheduledSyncs(
      deps.database.prisma,
      part.map((token) => ({ ...token, nextSyncAt: nextSyncAt(token.syncMinute, { start, end, endOfNext }, now) })),
    )
  }
  await revivePendingSyncs(deps.database.prisma)
}
