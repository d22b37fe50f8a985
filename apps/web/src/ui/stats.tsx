import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { To } from 'react-router'
import { TextLink } from './text-link.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  item: { display: 'flex', flexDirection: 'column-reverse', justifyContent: 'flex-end', minWidth: 0 },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
  value: { margin: 0, ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  link: { ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  alarming: { color: tokens.colorStatusDangerForeground1 },
})

/** A row of numbers, each with its word, each the way to its list. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className={useStyles().list}>{children}</dl>
}

export function Stat(props: { label: string; value: string; to?: To; isAlarming?: boolean }) {
  const { label, value, to, isAlarming = false } = props
  const styles = useStyles()
  return (
    <div className={styles.item}>
      <dt className={styles.label}>{label}</dt>
      <dd className={mergeClasses(styles.value, isAlarming && styles.alarming)}>
        {to ? (
          <TextLink to={to} className={mergeClasses(styles.link, isAlarming && styles.alarming)}>
            {value}
          </TextLink>
        ) : (
          value
        )}
      </dd>
    </div>
  )
}
