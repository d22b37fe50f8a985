import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens, typographyStyles } from '@fluentui/react-components'
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { NavLink, useLocation } from 'react-router'
import { TextLink } from './text-link.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    minWidth: 0,
    '@media (max-width: 640px)': { paddingInline: tokens.spacingHorizontalL },
  },
  form: { maxWidth: '640px' },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  crumbs: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  crumb: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  chevron: { display: 'inline-flex', color: tokens.colorNeutralForeground3 },
  titleRow: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, minWidth: 0 },
  titleText: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    minWidth: 0,
  },
  title: {
    ...typographyStyles.title2,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    margin: 0,
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { outlineStyle: 'none' },
  },
  facts: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  skeleton: { width: 'min(280px, 60vw)' },
  tabs: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalXL,
    overflowX: 'auto',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  tab: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXS}`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    borderBottom: `${tokens.strokeWidthThick} solid transparent`,
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
})

export type Crumb = { label: string; to: string }
export type BladeTab = { label: string; to: string }

type BladeProps = {
  /** Absent while it is being loaded. */
  title: string | undefined
  crumbs?: readonly Crumb[]
  icon?: ReactNode
  state?: ReactNode
  facts?: ReactNode
  commands?: ReactNode
  tabs?: readonly BladeTab[]
  width?: 'full' | 'form'
  children: ReactNode
}

/** A page: where it is, what it is, what can be done, and its content. Focus goes to its title on arrival. */
export function Blade({
  title,
  crumbs = [],
  icon,
  state,
  facts,
  commands,
  tabs,
  width = 'full',
  children,
}: BladeProps) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  const { key } = useLocation()
  const isFirstPage = useRef(key === 'default')

  useEffect(() => {
    if (!isFirstPage.current) heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <div className={mergeClasses(styles.root, width === 'form' && styles.form)}>
      <title>{title ? `${title} · Pomona` : 'Pomona'}</title>
      <header className={styles.head}>
        {crumbs.length > 0 && (
          <nav aria-label="Breadcrumb">
            <ol className={styles.crumbs}>
              {crumbs.map(({ label, to }) => (
                <li key={to} className={styles.crumb}>
                  <TextLink to={to}>{label}</TextLink>
                  <span className={styles.chevron} aria-hidden="true">
                    <ChevronRightRegular />
                  </span>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={styles.titleRow}>
          {icon}
          <div className={styles.titleText}>
            <h1 ref={heading} tabIndex={-1} className={styles.title}>
              {title ?? (
                <>
                  <VisuallyHidden>Loading</VisuallyHidden>
                  <Skeleton className={styles.skeleton} aria-hidden="true">
                    <SkeletonItem size={28} />
                  </Skeleton>
                </>
              )}
            </h1>
            {state}
          </div>
        </div>
        {facts && <div className={styles.facts}>{facts}</div>}
      </header>
      {commands}
      {tabs && (
        <nav aria-label="Sections" className={styles.tabs}>
          {tabs.map(({ label, to }, index) => (
            // The first tab's address is the beginning of all others; below those, their own pages still belong to them.
            <NavLink key={to} to={to} end={index === 0} className={styles.tab}>
              {label}
            </NavLink>
          ))}
        </nav>
      )}
      {children}
    </div>
  )
}
