import { renewToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { makeStyles, tokens, useAnnounce } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { Outlet, useLocation, useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { ErrorNotice, ErrorState } from '../../../ui/error-state.tsx'
import { useToken } from '../api/get-token.ts'
import { useRevocations } from '../api/list-revocations.ts'
import { useSyncToken } from '../api/sync-token.ts'
import { useTestToken } from '../api/test-token.ts'
import { FreshnessLabel } from '../components/freshness-label.tsx'
import { PausedNotice } from '../components/paused-notice.tsx'
import { SyncProgress } from '../components/sync-progress.tsx'
import { TestResult } from '../components/test-result.tsx'
import { TokenCommands } from '../components/token-commands.tsx'
import { TokenPanels } from '../components/token-panels.tsx'
import { TokenStateNotice } from '../components/token-state-notice.tsx'
import { TokenStateLabel } from '../components/token-state.tsx'
import { historyTexts } from '../texts-history.ts'
import { lifeTexts } from '../texts-life.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  icon: { fontSize: '32px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  progress: { maxWidth: '640px' },
})

/** When a sync ends, everything that it may have changed is read anew. */
function useSyncEnd(token: TokenView | undefined) {
  const queryClient = useQueryClient()
  const { announce } = useAnnounce()
  const runId = token?.activeSync?.id ?? null
  const lastRunId = useRef(runId)
  const onEnd = useEffectEvent(() => {
    announce(texts.runs.succeeded, { polite: true })
    for (const part of ['apps', 'books', 'titles', 'overview', 'tokens'])
      void queryClient.invalidateQueries({ queryKey: [part] })
  })
  useEffect(() => {
    if (lastRunId.current !== null && runId === null) onEnd()
    lastRunId.current = runId
  }, [runId])
}

function useTabs(tokenId: string, isThere: boolean) {
  const { data: revocations } = useRevocations(tokenId, { limit: 1 }, isThere)
  const base = `/tokens/${tokenId}`
  const isOnRevocations = useLocation().pathname.startsWith(`${base}/revocations`)
  return [
    { label: texts.tabs.overview, to: base },
    { label: texts.tabs.apps, to: `${base}/apps` },
    { label: texts.tabs.books, to: `${base}/books` },
    { label: texts.tabs.syncs, to: `${base}/syncs` },
    { label: historyTexts.foreign.tab, to: `${base}/foreign` },
    { label: historyTexts.apple.tab, to: `${base}/apple` },
    ...((revocations?.totalCount ?? 0) > 0 || isOnRevocations
      ? [{ label: lifeTexts.revocations.tab, to: `${base}/revocations` }]
      : []),
  ]
}

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const { data: token, error, refetch } = useToken(tokenId)
  const sync = useSyncToken(tokenId)
  const test = useTestToken(tokenId)
  const control = usePanel()
  const mayRenew = useMay(renewToken)
  const onRenew = mayRenew ? () => control.open('renew') : undefined
  const tabs = useTabs(tokenId, token !== undefined)
  useSyncEnd(token)

  const crumbs = [{ label: texts.title, to: '/tokens' }]
  if (error && (!token || isApiError(error, 'not_found'))) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  return (
    <Blade
      title={token?.displayName}
      crumbs={crumbs}
      icon={<KeyRegular className={styles.icon} aria-hidden="true" />}
      state={
        token && (
          <>
            <TokenStateLabel state={token.state} />
            <FreshnessLabel freshness={token.freshness} />
          </>
        )
      }
      facts={token && `${token.organizationName} · ${token.locationName}`}
      commands={
        token && (
          <TokenCommands
            isSyncing={sync.isPending || Boolean(token.activeSync)}
            isTesting={test.isPending}
            onSync={() => sync.mutate()}
            onTest={() => test.mutate()}
            onOpen={control.open}
          />
        )
      }
      tabs={tabs}
    >
      <ErrorNotice title={texts.syncFailed} error={sync.error} />
      <ErrorNotice title={lifeTexts.test.failed} error={test.error} />
      {test.data && <TestResult result={test.data} onRenew={onRenew} onDismiss={test.reset} />}
      {/* A test that failed has said it just now. */}
      {token && test.data?.isWorking !== false && <TokenStateNotice token={token} onRenew={onRenew} />}
      {token && <PausedNotice token={token} />}
      {token?.activeSync && (
        <div className={styles.progress}>
          <SyncProgress run={token.activeSync} />
        </div>
      )}
      <Outlet />
      {token && <TokenPanels token={token} control={control} />}
    </Blade>
  )
}
