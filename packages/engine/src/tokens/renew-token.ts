import {
  enqueue,
  findToken,
  inTransaction,
  insertSyncRun,
  noteClaim,
  recordActivity,
  setTokenState,
  tokenQueue,
  updateToken,
} from '@pomona/db'
import { AppError, Secret } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { claimLocation } from './claim-location.ts'
import { readToken } from './inspect-token.ts'

/** P4: replaces a token's file by a newer one of the same location. Apps and assignments stay, and waiting orders go on. */
export async function renewToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets' | 'mdm' | 'now' | 'newId'>,
  actor: Actor,
  input: { tokenId: string; file: string; takeControl?: boolean | undefined },
): Promise<void> {
  const token = await findToken(deps.database.prisma, input.tokenId)
  if (token === null) throw new AppError('not_found', 'This token is no longer here.')
  const read = await readToken(deps, input.file)
  if (read.location.uId !== token.uId) {
    throw new AppError(
      'conflict',
      `This file opens ${read.location.locationName}, not ${token.locationName}. Choose a file of the same location, or upload this one as a token of its own.`,
    )
  }
  const { standing, claimedBy } = await claimLocation(deps, read, { takeControl: input.takeControl === true })

  await inTransaction(deps.database, async (tx) => {
    await updateToken(tx, token.id, {
      organizationName: read.file.organizationName,
      locationName: read.location.locationName,
      defaultPlatform: read.location.defaultPlatform,
      sealedContentToken: deps.secrets.seal(new Secret(read.file.contentToken)),
      expiresAt: read.expiresAt,
    })
    await setTokenState(tx, token.id, standing, deps.now())
    await noteClaim(tx, token.id, claimedBy ?? null)
    const run = await insertSyncRun(tx, token.id, 'renewal')
    if (run.isNew) {
      await enqueue(tx, 'sync-token', { tokenId: token.id, runId: run.id }, { queue: tokenQueue(token.id) })
    }
    await enqueueOrders(tx, token.id)
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'renewed',
      resourceKind: 'token',
      resourceId: token.id,
      resourceName: token.displayName,
      summary: `renewed the token of ${read.location.locationName}`,
      before: { expiresAt: token.expiresAt.toISOString() },
      after: { expiresAt: read.expiresAt.toISOString() },
    })
  })
}
