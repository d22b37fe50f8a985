import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle'
import { isApiError, messageOf } from '../lib/api-error.ts'
import { CopyButton } from './copy-button.tsx'
import { Notice } from './notice.tsx'

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
  icon: { fontSize: '40px', display: 'inline-flex', color: tokens.colorStatusDangerForeground1 },
  text: { maxWidth: '60ch', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', columnGap: tokens.spacingHorizontalS },
  details: {
    display: 'inline-flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground3,
  },
  mono: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

function RequestId({ error }: { error: unknown }) {
  const styles = useStyles()
  if (!isApiError(error) || !error.requestId) return null
  return (
    <Text size={200} className={styles.details}>
      Request <span className={styles.mono}>{error.requestId}</span>
      <CopyButton text={error.requestId} label="Copy" />
    </Text>
  )
}

type ErrorStateProps = {
  /** Left out where the page's own title says it. */
  title?: string
  error: unknown
  onRetry?: () => void
}

/** In place of what could not be shown: what happened, why, what to do now. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  const styles = useStyles()
  return (
    <div className={styles.root} role="alert">
      <span className={styles.icon} aria-hidden="true">
        <ErrorCircleRegular />
      </span>
      {title && (
        <Text as="h2" size={400} weight="semibold" align="center" block className={styles.title}>
          {title}
        </Text>
      )}
      <Text className={styles.text} block align="center">
        {messageOf(error)}
      </Text>
      {onRetry && (
        <div className={styles.actions}>
          <Button onClick={onRetry}>Try again</Button>
        </div>
      )}
      <RequestId error={error} />
    </div>
  )
}

/** Beside a form or a command that was refused. */
export function ErrorNotice({ title, error }: { title?: string; error: unknown }) {
  if (!error) return null
  return (
    <Notice intent="error" {...(title && { title })}>
      {messageOf(error)} <RequestId error={error} />
    </Notice>
  )
}
