import type { OverviewView } from '@pomona/contracts'
import type { Overview } from '@pomona/db'
import { presentOptionalTime } from '../../http/list.ts'

export const presentOverview = (overview: Overview): OverviewView => ({
  tokenCount: overview.tokenCount,
  tokensNeedingAttention: overview.tokensNeedingAttention.map(({ id, displayName, state, stateReason }) => ({
    id,
    displayName,
    state,
    stateReason,
  })),
  appCount: overview.appCount,
  bookCount: overview.bookCount,
  deviceCount: overview.deviceCount,
  groupCount: overview.groupCount,
  licenses: {
    totalCount: overview.totalCount,
    assignedCount: overview.assignedCount,
    availableCount: overview.availableCount,
    promisedCount: overview.promisedCount,
    waitingCount: overview.waitingCount,
  },
  shortages: overview.shortages.map(({ appId, name, tokenName, waitingCount, availableCount }) => ({
    appId,
    name,
    tokenName,
    waitingCount,
    availableCount,
  })),
  lastSyncedAt: presentOptionalTime(overview.lastSyncedAt),
})
