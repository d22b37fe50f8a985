import { noteSilence } from '@pomona/db'
import type { Deps } from '../deps.ts'

/** Apple tries three times, over five minutes at most. */
const untoldAfterMs = 5 * 60_000
/** Older silence was looked at before. */
const lookBackMs = 60 * 60_000

const reason =
  'Apple has ended requests of this console and told it nothing, though it agreed to. Check that https://…/hooks/apple/ can be reached from the internet. The next sync asks Apple to try it.'

/** Apple goes on believing in an address that a firewall has closed since: notices it by what Apple should have told and did not (P13). */
export async function watchSilence(deps: Pick<Deps, 'database' | 'now' | 'log'>): Promise<void> {
  const now = deps.now().getTime()
  const silent = await noteSilence(deps.database.prisma, {
    endedAfter: new Date(now - lookBackMs),
    endedBefore: new Date(now - untoldAfterMs),
    reason,
  })
  if (silent.length > 0) deps.log.warn({ tokenIds: silent }, 'Apple no longer reports changes of these tokens')
}
