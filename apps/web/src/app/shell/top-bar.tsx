import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme'
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { lazy } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../lib/session.ts'
import { PomonaMark } from '../../ui/pomona-mark.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { LateMenu } from './late-menu.tsx'
import { texts } from './texts.ts'

const useStyles = makeStyles({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    height: '48px',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  home: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  freshness: {
    marginInlineStart: 'auto',
    marginInlineEnd: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    '@media (max-width: 480px)': { display: 'none' },
  },
  push: { '@media (max-width: 480px)': { marginInlineStart: 'auto' } },
  end: { display: 'flex', alignItems: 'center' },
})

type TopBarProps = {
  /** Absent while unknown, null when nothing was synced yet. */
  lastSyncedAt: string | null | undefined
  onOpenNavigation?: () => void
}

const loadThemeMenu = () => import('./theme-menu.tsx')
const loadAccountMenu = () => import('./account-menu.tsx')
const ThemeMenu = lazy(() => loadThemeMenu().then((module) => ({ default: module.ThemeMenu })))
const AccountMenu = lazy(() => loadAccountMenu().then((module) => ({ default: module.AccountMenu })))

export function TopBar({ lastSyncedAt, onOpenNavigation }: TopBarProps) {
  const styles = useStyles()
  const me = useMe()
  return (
    <header className={styles.root}>
      {onOpenNavigation && (
        <Button
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label={texts.openNavigation}
          onClick={onOpenNavigation}
        />
      )}
      <Link to="/" className={styles.home} aria-label={texts.home}>
        <PomonaMark size={26} />
        <Text size={400} weight="semibold">
          {texts.product}
        </Text>
      </Link>
      <Text size={200} className={styles.freshness}>
        {lastSyncedAt ? (
          <>
            {texts.synced} <RelativeTime at={lastSyncedAt} />
          </>
        ) : (
          lastSyncedAt === null && texts.neverSynced
        )}
      </Text>
      <div className={`${styles.end} ${styles.push}`}>
        <LateMenu icon={<DarkThemeRegular />} label={texts.theme} load={loadThemeMenu} Menu={ThemeMenu} />
        {me && (
          <LateMenu
            icon={<PersonRegular />}
            label={texts.account(me.displayName)}
            load={loadAccountMenu}
            Menu={AccountMenu}
          />
        )}
      </div>
    </header>
  )
}
