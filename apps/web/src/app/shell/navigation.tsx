import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { AppsListRegular } from '@fluentui/react-icons/svg/apps-list'
import { BoardRegular } from '@fluentui/react-icons/svg/board'
import { BookRegular } from '@fluentui/react-icons/svg/book'
import { BranchCompareRegular } from '@fluentui/react-icons/svg/branch-compare'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { TabletRegular } from '@fluentui/react-icons/svg/tablet'
import { TaskListLtrRegular } from '@fluentui/react-icons/svg/task-list-ltr'
import type { ReactElement } from 'react'
import { NavLink } from 'react-router'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { texts } from './texts.ts'

type Entry = { to: string; label: string; icon: ReactElement; count?: number }
type Part = { label?: string; entries: readonly Entry[] }

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  heading: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXS}`,
    color: tokens.colorNeutralForeground3,
  },
  rule: {
    height: tokens.strokeWidthThin,
    margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralStroke2,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '36px',
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorSubtleBackgroundSelected,
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
    },
    '&[aria-current="page"]::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: '8px',
      bottom: '8px',
      width: '3px',
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
  },
  iconOnly: { justifyContent: 'center', paddingInline: 0 },
  icon: { display: 'inline-flex', fontSize: '20px', flexShrink: 0 },
  count: {
    marginInlineStart: 'auto',
    paddingInline: tokens.spacingHorizontalSNudge,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase100,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  dot: { position: 'absolute', top: '2px', insetInlineEnd: '2px', marginInlineStart: 0 },
})

type NavigationProps = { tokensInTrouble: number; isIconOnly?: boolean; onNavigate?: () => void }

function partsOf(tokensInTrouble: number): readonly Part[] {
  return [
    { entries: [{ to: '/', label: texts.overview, icon: <BoardRegular /> }] },
    {
      label: texts.manage,
      entries: [
        { to: '/apps', label: texts.apps, icon: <AppsListRegular /> },
        { to: '/books', label: texts.books, icon: <BookRegular /> },
        { to: '/devices', label: texts.devices, icon: <TabletRegular /> },
        { to: '/users', label: texts.users, icon: <PersonRegular /> },
        { to: '/groups', label: texts.groups, icon: <PeopleTeamRegular /> },
      ],
    },
    {
      label: texts.monitor,
      entries: [
        { to: '/explain', label: texts.explain, icon: <QuestionCircleRegular /> },
        { to: '/orders', label: texts.orders, icon: <TaskListLtrRegular /> },
        { to: '/drift', label: texts.drift, icon: <BranchCompareRegular /> },
      ],
    },
    {
      label: texts.setup,
      entries: [{ to: '/tokens', label: texts.tokens, icon: <KeyRegular />, count: tokensInTrouble }],
    },
  ]
}

/** The way to every list. Counters only where somebody must act. */
export function Navigation({ tokensInTrouble, isIconOnly = false, onNavigate }: NavigationProps) {
  const styles = useStyles()
  const entryOf = ({ to, label, icon, count = 0 }: Entry) => {
    const link = (
      <NavLink
        to={to}
        end={to === '/'}
        className={mergeClasses(styles.link, isIconOnly && styles.iconOnly)}
        {...(isIconOnly && { 'aria-label': label, title: label })}
        {...(onNavigate && { onClick: onNavigate })}
      >
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        {!isIconOnly && label}
        {count > 0 && (
          <span className={mergeClasses(styles.count, isIconOnly && styles.dot)}>
            <span aria-hidden="true">{count}</span>
            <VisuallyHidden>, {texts.needAttention(count)}</VisuallyHidden>
          </span>
        )}
      </NavLink>
    )
    return <li key={to}>{link}</li>
  }

  return (
    <nav className={styles.root} aria-label={texts.navigation}>
      {partsOf(tokensInTrouble).map(({ label, entries }) => (
        <div key={label ?? 'top'} className={styles.part}>
          {label &&
            (isIconOnly ? (
              <div className={styles.rule} />
            ) : (
              <Text size={200} weight="semibold" className={styles.heading}>
                {label}
              </Text>
            ))}
          <ul className={styles.list} {...(label && { 'aria-label': label })}>
            {entries.map(entryOf)}
          </ul>
        </div>
      ))}
    </nav>
  )
}
