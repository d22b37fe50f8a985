import {
  countTokens,
  enqueue,
  inTransaction,
  insertSyncRun,
  insertToken,
  noteClaim,
  recordActivity,
  tokenQueue,
} from '@pomona/db'
import { AppError, Secret, syncMinuteOf, type AccountType } from '@pomona/domain'
import type { Actor, Deps } from '../deps.ts'
import { claimLocation } from './claim-location.ts'
import { readToken } from './inspect-token.ts'

export type CreateToken = {
  file: string
  displayName?: string | undefined
  appleId: string
  countryOrRegion?: string | undefined
  accountType?: AccountType | undefined
  automaticAppUpdates: boolean
  takeControl?: boolean | undefined
}

/** P3: uploads a token: asks Apple what it opens, claims the location, stores the token sealed and starts its first sync. */
export async function createToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets' | 'mdm' | 'tokensMax' | 'now' | 'newId'>,
  actor: Actor,
  input: CreateToken,
): Promise<{ id: string }> {
  const read = await readToken(deps, input.file)
  const { file, location, expiresAt, existing } = read
  const alreadyHere = (name: string) =>
    new AppError(
      'token_exists',
      `${location.locationName} already has the token “${name}”. Open it and choose Renew instead.`,
    )
  if (existing) throw alreadyHere(existing.displayName)
  if ((await countTokens(deps.database.prisma)) >= deps.tokensMax) {
    throw new AppError(
      'token_limit_reached',
      `This console holds at most ${deps.tokensMax} tokens, and that many are here. Delete one you no longer need, or raise MAX_TOKENS.`,
    )
  }
  const { standing, claimedBy } = await claimLocation(deps, read, { takeControl: input.takeControl === true })

  return inTransaction(deps.database, async (tx) => {
    const token = await insertToken(tx, {
      uId: location.uId,
      displayName: input.displayName ?? location.locationName,
      organizationName: file.organizationName,
      locationName: location.locationName,
      appleId: input.appleId,
      countryOrRegion: input.countryOrRegion ?? location.countryOrRegion,
      accountType: input.accountType ?? location.accountType,
      defaultPlatform: location.defaultPlatform,
      automaticAppUpdates: input.automaticAppUpdates,
      sealedContentToken: deps.secrets.seal(new Secret(file.contentToken)),
      expiresAt,
      state: standing.state,
      stateReason: standing.reason,
      syncMinute: syncMinuteOf(location.uId),
    })
    if (token === undefined) throw alreadyHere(location.locationName)
    await noteClaim(tx, token.id, claimedBy ?? null)
    const run = await insertSyncRun(tx, token.id, 'created')
    await enqueue(tx, 'sync-token', { tokenId: token.id, runId: run.id }, { queue: tokenQueue(token.id) })
    await recordActivity(tx, {
      accountId: actor.accountId,
      actor: actor.name,
      action: 'created',
      resourceKind: 'token',
      resourceId: token.id,
      resourceName: token.displayName,
      summary: read.claimedBy
        ? `uploaded the token of ${location.locationName} and took control from ${read.claimedBy.name}`
        : `uploaded the token of ${location.locationName}`,
      after: {
        uId: location.uId,
        locationName: location.locationName,
        countryOrRegion: token.countryOrRegion,
        expiresAt: expiresAt.toISOString(),
      },
    })
    return { id: token.id }
  })
}
