import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
  apart: { marginInlineStart: 'auto' },
})

/** What can be done here: the primary action first, destructive ones apart at the end. */
export function CommandBar({ children, apart }: { children?: ReactNode; apart?: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      {children}
      {apart && <span className={styles.apart}>{apart}</span>}
    </div>
  )
}
