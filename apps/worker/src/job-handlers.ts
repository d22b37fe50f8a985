import type { JobHandlers } from '@pomona/db'
import {
  applyNotifications,
  clearDeletedTokens,
  clearToken,
  collectRevocation,
  compareAssets,
  fetchIcons,
  processOrders,
  processUsers,
  pruneConversation,
  pruneNotifications,
  pruneSyncs,
  recalculateToken,
  recheckTold,
  recomputeTitles,
  reconcileTitle,
  refreshTokenStates,
  resyncToken,
  scheduleSyncs,
  syncToken,
  watchShortages,
  watchSilence,
  type Deps,
} from '@pomona/engine'

/** One line per job: which use case it runs. */
export function createJobHandlers(deps: Deps, options: { syncCron: string }): JobHandlers {
  return {
    'sync-token': (payload) => syncToken(deps, payload),
    'fetch-icons': (payload) => fetchIcons(deps, payload),
    'reconcile-title': async (payload) => {
      await reconcileTitle(deps, payload)
    },
    'resync-token': (payload) => resyncToken(deps, payload),
    'compare-assets': async (payload) => {
      await compareAssets(deps, payload)
    },
    'process-orders': (payload) => processOrders(deps, payload),
    'process-users': (payload) => processUsers(deps, payload),
    'collect-revocation': (payload) => collectRevocation(deps, payload),
    'resume-token': (payload) => recalculateToken(deps, payload),
    'clear-token': (payload) => clearToken(deps, payload),
    'apply-notifications': (payload) => applyNotifications(deps, payload),
    'recheck-told': (payload) => recheckTold(deps, payload),
    'tidy-up': async (payload) => {
      await recomputeTitles(deps, payload)
      await pruneConversation(deps)
      await pruneNotifications(deps)
      await clearDeletedTokens(deps)
      await pruneSyncs(deps)
    },
    'watch-shortages': () => watchShortages(deps),
    'keep-time': async () => {
      await refreshTokenStates(deps)
      await scheduleSyncs(deps, { cron: options.syncCron })
      await watchSilence(deps)
    },
  }
}
