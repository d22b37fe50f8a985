import { listTokensByDate, setTokenState } from '@pomona/db'
import { canWrite, standingByDate } from '@pomona/domain'
import type { Deps } from '../deps.ts'

/**
 * Tokens grow old without anybody asking Apple: sets `expiring` and `expired` by the calendar (P5). What else is wrong with a token
 * stays in sight until it expires.
 */
export async function refreshTokenStates(deps: Pick<Deps, 'database' | 'now'>): Promise<void> {
  const db = deps.database.prisma
  for (const token of await listTokensByDate(db)) {
    const standing = standingByDate(token.expiresAt, deps.now())
    if (!canWrite(token.state) && standing.state !== 'expired') continue
    if (standing.state !== token.state || standing.reason !== token.stateReason) {
      await setTokenState(db, token.id, standing, deps.now())
    }
  }
}
