import type { SyncRunView, TokenView } from '@pomona/contracts'
import type { SyncRunRow, TokenSummary } from '@pomona/db'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

/** What may leave of a token; the credential is not even read. */
export const presentToken = (token: TokenSummary): TokenView => ({
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
  appCount: token.appCount,
  bookCount: token.bookCount,
  associationCount: token.associationCount,
  waitingCount: token.waitingCount,
  createdAt: presentTime(token.createdAt),
})

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
  metadataUpdated: run.metadataUpdated,
  error:
    run.errorCode === null ? null : { code: run.errorCode, message: run.errorMessage ?? 'The sync did not succeed.' },
  requestedAt: presentTime(run.requestedAt),
  startedAt: presentOptionalTime(run.startedAt),
  endedAt: presentOptionalTime(run.endedAt),
})
