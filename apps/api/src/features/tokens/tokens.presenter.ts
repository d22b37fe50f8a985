import type { AppleExchangeView, SyncRunView, TokenView } from '@pomona/contracts'
import type { AppleExchangeRow, SyncRunRow, TokenSummary } from '@pomona/db'
import { freshnessOf } from '@pomona/domain'
import { explainAppleError } from '@pomona/engine'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

/** What may leave of a token; the credential is not even read. */
export const presentToken = (token: TokenSummary, now: Date): TokenView => ({
  id: token.id,
  uId: token.uId,
  displayName: token.displayName,
  organizationName: token.organizationName,
  locationName: token.locationName,
  appleId: token.appleId,
  countryOrRegion: token.countryOrRegion,
  accountType: token.accountType,
  automaticAppUpdates: token.automaticAppUpdates,
  state: token.state,
  stateReason: token.stateReason,
  expiresAt: presentTime(token.expiresAt),
  lastSyncedAt: presentOptionalTime(token.lastSyncedAt),
  nextSyncAt: presentOptionalTime(token.nextSyncAt),
  activeSync: token.activeSync ? presentSyncRun(token.activeSync) : null,
  claimedBy:
    token.claimedByName === null
      ? null
      : {
          name: token.claimedByName,
          metadata: token.claimedByMetadata ?? '',
          isThisConsole: token.isClaimedByUs,
        },
  freshness: presentFreshness(token, now),
  pausedAt: presentOptionalTime(token.pausedAt),
  appCount: token.appCount,
  bookCount: token.bookCount,
  userCount: token.userCount,
  foreignUserCount: token.foreignUserCount,
  foreignAssociationCount: token.foreignAssociationCount,
  missingInStoreCount: token.missingInStoreCount,
  associationCount: token.associationCount,
  waitingCount: token.waitingCount,
  createdAt: presentTime(token.createdAt),
})

function presentFreshness(token: TokenSummary, now: Date): TokenView['freshness'] {
  const { asOf, ...freshness } = freshnessOf({ ...token, isSyncing: token.activeSync !== undefined, now })
  return {
    ...freshness,
    asOf: presentOptionalTime(asOf),
    lastNotificationAt: presentOptionalTime(token.lastNotificationAt),
  }
}

export const presentSyncRun = (run: SyncRunRow): SyncRunView => ({
  id: run.id,
  tokenId: run.tokenId,
  trigger: run.trigger,
  state: run.state,
  phase: run.phase,
  progressDone: run.progressDone,
  progressTotal: run.progressTotal,
  assetsSeen: run.assetsSeen,
  associationsSeen: run.associationsSeen,
  assetsAdded: run.assetsAdded,
  assetsVanished: run.assetsVanished,
  countsChanged: run.countsChanged,
  associationsAdded: run.associationsAdded,
  associationsRemoved: run.associationsRemoved,
  usersChanged: run.usersChanged,
  metadataUpdated: run.metadataUpdated,
  walkRestarts: run.walkRestarts,
  requestCount: run.requestCount,
  error:
    run.errorCode === null ? null : { code: run.errorCode, message: run.errorMessage ?? 'The sync did not succeed.' },
  requestedAt: presentTime(run.requestedAt),
  startedAt: presentOptionalTime(run.startedAt),
  endedAt: presentOptionalTime(run.endedAt),
})

export const presentAppleExchange = (exchange: AppleExchangeRow): AppleExchangeView => ({
  id: exchange.id,
  at: presentTime(exchange.at),
  method: exchange.method,
  path: exchange.path,
  attempt: exchange.attempt,
  status: exchange.status,
  errorNumber: exchange.errorNumber,
  meaning: meaningOf(exchange),
  durationMs: exchange.durationMs,
})

function meaningOf({ status, errorNumber }: AppleExchangeRow): string | null {
  if (errorNumber !== null) {
    const { title, nextStep } = explainAppleError(errorNumber, status ?? 200)
    return `${title} ${nextStep}`
  }
  if (status === null)
    return 'No answer came. What is read is asked for again; what was ordered is settled by reading Apple.'
  return status === 200 ? null : 'The answer could not be used: a gateway’s page, or a body that was cut off.'
}
