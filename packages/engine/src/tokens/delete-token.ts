import {
  clearToken as clearTokenRows,
  countHoldings,
  enqueue,
  findToken,
  findTokenSummary,
  hideToken,
  inTransaction,
  listTokensToClear,
  markSharedTitles,
  recordActivity,
  tidyParts,
  tokenQueue,
  type Db,
  type TokenHoldings,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { endSubscription } from '../notifications/keep-subscription.ts'
import { refuseOtherName } from './typed-name.ts'
import { openToken } from './use-token.ts'

const isGone = () => new AppError('not_found', 'This token is no longer here.')

/** P7: what deleting a token takes away here, and what stays at Apple. */
export async function previewTokenDeletion(
  deps: Pick<Deps, 'database'>,
  input: { tokenId: string },
): Promise<TokenHoldings> {
  return countHoldings(deps.database.prisma, input.tokenId)
}

/**
 * P7: deletes a token with its apps and assignments. It is out of sight at once, its credential is wiped and its location may be uploaded
 * again; the rows behind it, which may be a million, are taken away by a job. Licenses stay at Apple.
 */
export async function deleteToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets' | 'now' | 'newId' | 'log'>,
  actor: Actor,
  input: { tokenId: string; displayName: string },
): Promise<void> {
  const db = deps.database.prisma
  const token = await findToken(db, input.tokenId)
  if (token === null) throw isGone()
  refuseOtherName(token, input.displayName)
  const { runningRevocationId: _revocation, ...before } = await countHoldings(db, token.id)
  await endReports(deps, token.id)

  await inTransaction(deps.database, async (tx) => {
    if (!(await hideToken(tx, token.id, deps.now()))) throw isGone()
    await markSharedTitles(tx, token.id)
    await enqueueClear(tx, token.id)
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'deleted',
      resourceKind: 'token',
      resourceId: token.id,
      resourceName: token.displayName,
      summary: `deleted the token of ${token.locationName}; ${before.associationCount} licenses stay at Apple`,
      before: { uId: token.uId, locationName: token.locationName, ...before },
    })
  })
}

/** Nobody waits longer than this for a courtesy: what Apple still posts is refused from now on. */
const patienceMs = 5_000

/** Asks Apple to report no more of the location, while the credential is still there. The claim cannot be given back. */
async function endReports(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets' | 'newId' | 'now' | 'log'>,
  tokenId: string,
): Promise<void> {
  if ((await findTokenSummary(deps.database.prisma, tokenId))?.notificationState === 'off') return
  const ended = openToken(deps, tokenId)
    .then((open) => endSubscription(deps, open))
    .catch((error: unknown) => deps.log.warn({ tokenId, err: error }, 'the reports of Apple could not be ended'))
  const { promise: timeIsUp, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, patienceMs)
  await Promise.race([ended, timeIsUp])
  clearTimeout(timer)
}

/** The job: takes away what is left of a deleted token. Running it again, after a crash for instance, goes on where it ended. */
export async function clearToken(deps: Pick<Deps, 'database' | 'log'>, input: { tokenId: string }): Promise<void> {
  await clearTokenRows(deps.database.prisma, input.tokenId)
  await tidyParts(deps.database)
  deps.log.info({ tokenId: input.tokenId }, 'a deleted token is cleared away')
}

/** Has every deleted token cleared away whose job was lost. */
export async function clearDeletedTokens(deps: Pick<Deps, 'database'>): Promise<void> {
  const db = deps.database.prisma
  for (const tokenId of await listTokensToClear(db)) await enqueueClear(db, tokenId)
}

async function enqueueClear(db: Db, tokenId: string): Promise<void> {
  await enqueue(db, 'clear-token', { tokenId }, { queue: tokenQueue(tokenId), key: `clear:${tokenId}` })
}
