import {
  cancelStopped,
  enqueue,
  findToken,
  inTransaction,
  listAssignedAssets,
  markAssets,
  recordActivity,
  unpauseToken,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'

const stopped = 'Not taken back: the token was resumed before Apple was asked.'
const ordersPerPiece = 10_000

/** Gives out licenses of a token again after all were called back. What was still to be taken back then stays where it is. */
export async function resumeToken(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { tokenId: string },
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const token = await findToken(tx, input.tokenId)
    if (token === null) throw new AppError('not_found', 'This token is no longer here.')
    if (!(await unpauseToken(tx, token.id, deps.now()))) return
    await enqueue(tx, 'resume-token', { tokenId: token.id }, { queue: `resume:${token.id}`, key: `resume:${token.id}` })
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'resumed',
      resourceKind: 'token',
      resourceId: token.id,
      resourceName: token.displayName,
      summary: `resumed ${token.displayName}: licenses are given out again`,
    })
  })
}

/** The job: cancels what was stopped, and works out again who is due what. Running it again changes nothing. */
export async function recalculateToken(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { tokenId: string },
): Promise<void> {
  const { tokenId } = input
  const db = deps.database.prisma
  const cancelPiece = () => cancelStopped(db, { tokenId, reason: stopped, now: deps.now(), limit: ordersPerPiece })
  while ((await cancelPiece()) > 0);
  await markAssets(db, await listAssignedAssets(db, tokenId))
  await enqueueOrders(db, tokenId)
}
