import type { RevocationItemView, RevocationView } from '@pomona/contracts'
import type { RevocationItem, RevocationSummary } from '@pomona/db'
import { presentOptionalTime, presentTime } from '../../http/list.ts'

export const presentRevocation = (revocation: RevocationSummary): RevocationView => ({
  id: revocation.id,
  tokenId: revocation.tokenId,
  app: revocation.assetId === null ? null : { id: revocation.assetId, name: revocation.assetName ?? '' },
  state: revocation.state,
  requestedBy: revocation.requestedBy,
  requestedAt: presentTime(revocation.requestedAt),
  endedAt: presentOptionalTime(revocation.endedAt),
  isCollected: revocation.collectedAt !== null,
  totalCount: revocation.totalCount,
  pendingCount: revocation.pendingCount,
  returnedCount: revocation.totalCount - revocation.pendingCount - revocation.failedCount,
  failedCount: revocation.failedCount,
  irrevocableCount: revocation.irrevocableCount,
})

export const presentRevocationItem = (item: RevocationItem): RevocationItemView => ({
  id: item.id,
  appId: item.assetId,
  appName: item.assetName,
  licenseType: item.targetType,
  target: item.target,
  deviceName: item.deviceName,
  outcome: item.state === 'confirmed' ? 'returned' : ['failed', 'canceled'].includes(item.state) ? 'failed' : 'pending',
  errorNumber: item.errorNumber,
  reason: item.reason,
  settledAt: presentOptionalTime(item.settledAt),
})
