import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { PanelLeftContractRegular } from '@fluentui/react-icons/svg/panel-left-contract'
import { PanelLeftExpandRegular } from '@fluentui/react-icons/svg/panel-left-expand'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Outlet, ScrollRestoration } from 'react-router'
import { useOverview } from '../../features/overview/api/get-overview.ts'
import { NoConsole } from '../../features/session/components/no-console.tsx'
import { useMe } from '../../lib/session.ts'
import { compact, useMediaQuery } from '../../lib/use-media-query.ts'
import { setSessionEnded, useSessionEnded } from '../session-ended.ts'
import { Navigation } from './navigation.tsx'
import { texts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

// Needed by few, so they are not part of the first load.
const NavigationDrawer = lazy(() =>
  import('./navigation-drawer.tsx').then((module) => ({ default: module.NavigationDrawer })),
)
const SessionEndedDialog = lazy(() =>
  import('../../features/session/components/session-ended-dialog.tsx').then((module) => ({
    default: module.SessionEndedDialog,
  })),
)

const useStyles = makeStyles({
  skip: {
    position: 'fixed',
    top: '-100px',
    insetInlineStart: tokens.spacingHorizontalM,
    zIndex: 20,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ':focus': { top: tokens.spacingVerticalS },
  },
  frame: { display: 'flex', alignItems: 'stretch', minHeight: 'calc(100dvh - 48px)' },
  side: {
    position: 'sticky',
    top: '48px',
    flexShrink: 0,
    boxSizing: 'border-box',
    width: '220px',
    height: 'calc(100dvh - 48px)',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  slim: { width: '56px' },
  collapse: { marginTop: 'auto', alignSelf: 'flex-start' },
  main: { flexGrow: 1, minWidth: 0, ':focus': { outlineStyle: 'none' } },
})

const collapsedKey = 'pomona-navigation'

export function Shell() {
  const me = useMe()
  return me?.role === 'user' ? <NoConsole /> : <ConsoleFrame />
}

function ConsoleFrame() {
  const styles = useStyles()
  const isCompact = useMediaQuery(compact)
  const [isSlim, setIsSlim] = useState(() => localStorage.getItem(collapsedKey) === 'slim')
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [hasDrawer, setHasDrawer] = useState(false)
  const overview = useOverview()
  const queryClient = useQueryClient()
  const isSessionEnded = useSessionEnded()
  const tokensInTrouble = overview.data?.tokensNeedingAttention.length ?? 0

  const openDrawer = () => {
    setHasDrawer(true)
    setIsDrawerOpen(true)
  }
  const toggleSlim = () => {
    localStorage.setItem(collapsedKey, isSlim ? 'wide' : 'slim')
    setIsSlim(!isSlim)
  }

  return (
    <>
      <a className={styles.skip} href="#content">
        {texts.skip}
      </a>
      <TopBar lastSyncedAt={overview.data?.lastSyncedAt} {...(isCompact && { onOpenNavigation: openDrawer })} />
      <div className={styles.frame}>
        {!isCompact && (
          <div className={mergeClasses(styles.side, isSlim && styles.slim)}>
            <Navigation tokensInTrouble={tokensInTrouble} isIconOnly={isSlim} />
            <Button
              className={styles.collapse}
              appearance="subtle"
              icon={isSlim ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
              aria-label={isSlim ? texts.expand : texts.collapse}
              onClick={toggleSlim}
            />
          </div>
        )}
        {isCompact && hasDrawer && (
          <Suspense>
            <NavigationDrawer
              isOpen={isDrawerOpen}
              onClose={() => setIsDrawerOpen(false)}
              tokensInTrouble={tokensInTrouble}
            />
          </Suspense>
        )}
        <main id="content" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
      {isSessionEnded && (
        <Suspense>
          <SessionEndedDialog
            isOpen
            onSignedIn={() => {
              setSessionEnded(false)
              void queryClient.invalidateQueries()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
