import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
  },
  title: { margin: 0 },
  icon: { fontSize: '40px', display: 'inline-flex', color: tokens.colorNeutralForeground3 },
  text: { maxWidth: '52ch', color: tokens.colorNeutralForeground2 },
  action: { marginTop: tokens.spacingVerticalS },
})

type EmptyStateProps = { icon?: ReactNode; title: string; text?: string; action?: ReactNode }

/** What belongs here, and the one next action. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Text as="h2" size={400} weight="semibold" align="center" block className={styles.title}>
        {title}
      </Text>
      {text && (
        <Text className={styles.text} block align="center">
          {text}
        </Text>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
