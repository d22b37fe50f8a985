import { renewToken, syncToken, updateToken } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { Button, makeStyles, tokens, useAnnounce } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { Outlet, useParams } from 'react-router'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { ErrorNotice, ErrorState } from '../../../ui/error-state.tsx'
import { useToken } from '../api/get-token.ts'
import { useSyncToken } from '../api/sync-token.ts'
import { EditTokenPanel } from '../components/edit-token-panel.tsx'
import { RenewTokenPanel } from '../components/renew-token-panel.tsx'
import { SyncProgress } from '../components/sync-progress.tsx'
import { TokenStateNotice } from '../components/token-state-notice.tsx'
import { TokenStateLabel } from '../components/token-state.tsx'
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
    for (const part of ['apps', 'books', 'overview', 'tokens']) void queryClient.invalidateQueries({ queryKey: [part] })
  })
  useEffect(() => {
    if (lastRunId.current !== null && runId === null) onEnd()
    lastRunId.current = runId
  }, [runId])
}

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const { data: token, error, refetch } = useToken(tokenId)
  const sync = useSyncToken(tokenId)
  const { panel, open, close } = usePanel()
  const mayEdit = useMay(updateToken)
  const mayRenew = useMay(renewToken)
  const maySync = useMay(syncToken)
  useSyncEnd(token)

  const crumbs = [{ label: texts.title, to: '/tokens' }]
  if (error && !token) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const isSyncing = sync.isPending || Boolean(token?.activeSync)
  const base = `/tokens/${tokenId}`
  return (
    <Blade
      title={token?.displayName}
      crumbs={crumbs}
      icon={<KeyRegular className={styles.icon} aria-hidden="true" />}
      state={token && <TokenStateLabel state={token.state} />}
      facts={token && `${token.organizationName} · ${token.locationName}`}
      commands={
        token && (
          <CommandBar>
            {maySync && (
              <Button
                appearance="primary"
                icon={<ArrowSyncRegular />}
                disabledFocusable={isSyncing}
                onClick={() => sync.mutate()}
              >
                {isSyncing ? texts.syncing : texts.syncNow}
              </Button>
            )}
            {mayEdit && (
              <Button appearance="subtle" icon={<EditRegular />} onClick={() => open('edit')}>
                {texts.edit}
              </Button>
            )}
            {mayRenew && (
              <Button appearance="subtle" icon={<ArrowUploadRegular />} onClick={() => open('renew')}>
                {texts.renew}
              </Button>
            )}
          </CommandBar>
        )
      }
      tabs={[
        { label: texts.tabs.overview, to: base },
        { label: texts.tabs.apps, to: `${base}/apps` },
        { label: texts.tabs.books, to: `${base}/books` },
        { label: texts.tabs.syncs, to: `${base}/syncs` },
      ]}
    >
      <ErrorNotice title={texts.syncFailed} error={sync.error} />
      {token && <TokenStateNotice token={token} onRenew={mayRenew ? () => open('renew') : undefined} />}
      {token?.activeSync && (
        <div className={styles.progress}>
          <SyncProgress run={token.activeSync} />
        </div>
      )}
      <Outlet />
      {token && mayEdit && panel === 'edit' && <EditTokenPanel token={token} onClose={close} />}
      {token && mayRenew && panel === 'renew' && <RenewTokenPanel token={token} onClose={close} />}
    </Blade>
  )
}
