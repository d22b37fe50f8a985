import {
  collectPiece,
  confirmAlreadyHeld,
  enqueue,
  findRevocationRecord,
  findToken,
  finishRevocation,
  inTransaction,
  insertRevocation,
  listRevocableAssets,
  listRunningRevocations,
  markCollected,
  pauseToken,
  recordActivity,
  type AssociationPlace,
  type Db,
  type RevocationRecord,
} from '@pomona/db'
import { AppError } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { refuseOtherName } from '../tokens/typed-name.ts'

/** Short enough that progress shows, long enough that a million licenses take a minute. */
const licensesPerPiece = 10_000

/**
 * P24: takes back every license of a token that can be taken back, whoever gave it out. From now on the token gives out none, so that the
 * licenses do not go straight back to those who are in line. Answers the revocation to follow.
 */
export async function revokeTokenLicenses(
  deps: Pick<Deps, 'database' | 'now'>,
  actor: Actor,
  input: { tokenId: string; displayName: string },
): Promise<{ revocationId: string }> {
  return inTransaction(deps.database, async (tx) => {
    const token = await findToken(tx, input.tokenId)
    if (token === null) throw new AppError('not_found', 'This token is no longer here.')
    refuseOtherName(token, input.displayName)
    await pauseToken(tx, token.id, deps.now())
    const revocationId = await startRevocation(deps, tx, { tokenId: token.id, assetId: null, requestedBy: actor.name })
    if (revocationId === undefined) {
      throw new AppError(
        'conflict',
        `All licenses of ${token.displayName} are already being taken back. Follow that revocation.`,
      )
    }
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'revoked',
      resourceKind: 'token',
      resourceId: token.id,
      resourceName: token.displayName,
      summary: `called back all licenses of ${token.displayName}; no new ones are given out until it is resumed`,
    })
    return { revocationId }
  })
}

/** Writes a revocation down and has its licenses collected; absent when one of the same scope is running. */
export async function startRevocation(
  deps: Pick<Deps, 'now'>,
  tx: Db,
  scope: { tokenId: string; assetId: string | null; requestedBy: string },
): Promise<string | undefined> {
  const revocation = await insertRevocation(tx, { ...scope, now: deps.now() })
  if (revocation !== undefined) await enqueueCollection(tx, revocation.id)
  return revocation?.id
}

/**
 * The job: orders every license of the revocation back, piece by piece; the token's orders go out meanwhile. A crash loses at most
 * a piece, and the next run finds out which licenses have no order yet.
 */
export async function collectRevocation(
  deps: Pick<Deps, 'database' | 'now'>,
  input: { revocationId: string },
): Promise<void> {
  const db = deps.database.prisma
  const revocation = await findRevocationRecord(db, input.revocationId)
  if (revocation === null || revocation.state !== 'running') return
  await confirmAlreadyHeld(db, revocation.tokenId, deps.now())
  for (const assetId of await listRevocableAssets(db, revocation)) {
    let after: AssociationPlace | undefined
    do {
      after = await collectPiece(db, {
        revocation,
        assetId,
        after,
        limit: licensesPerPiece,
        reason: `Called back by ${revocation.requestedBy}.`,
        now: deps.now(),
      })
      await enqueueOrders(db, revocation.tokenId)
    } while (after !== undefined)
  }
  await markCollected(db, revocation.id, deps.now())
  await enqueueOrders(db, revocation.tokenId)
}

/** Ends the token's revocations that have nothing left to do. Called whenever its orders have moved forward. */
export async function finishRevocations(deps: Pick<Deps, 'database' | 'now'>, tokenId: string): Promise<void> {
  for (const revocation of await listRunningRevocations(deps.database.prisma, tokenId))
    await finishOne(deps, revocation)
}

async function finishOne(deps: Pick<Deps, 'database' | 'now'>, revocation: RevocationRecord): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const outcome = await finishRevocation(tx, revocation, deps.now())
    if (outcome === 'again') await enqueueCollection(tx, revocation.id)
  })
}

async function enqueueCollection(db: Db, revocationId: string): Promise<void> {
  const queue = `revocation:${revocationId}`
  await enqueue(db, 'collect-revocation', { revocationId }, { queue, key: queue })
}
