import type { JobHandlers } from '@pomona/db'
import {
  processOrders,
  pruneConversation,
  reconcileAsset,
  refreshTokenStates,
  scheduleSyncs,
  syncToken,
  watchShortages,
  type Deps,
} from '@pomona/engine'

/** One line per job: which use case it runs. */
export function createJobHandlers(deps: Deps, options: { syncCron: string }): JobHandlers {
  return {
    'sync-token': (payload) => syncToken(deps, payload),
    'reconcile-asset': async (payload) => {
      await reconcileAsset(deps, payload)
    },
    'process-orders': (payload) => processOrders(deps, payload),
    'tidy-up': () => pruneConversation(deps),
    'watch-shortages': () => watchShortages(deps),
    'keep-time': async () => {
      await refreshTokenStates(deps)
      await scheduleSyncs(deps, { cron: options.syncCron })
    },
  }
}
