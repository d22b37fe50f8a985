import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components'
import type { MessageBarIntent } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  root: { width: '100%', boxSizing: 'border-box', paddingBlock: tokens.spacingVerticalS },
  title: { display: 'block' },
  body: { overflowWrap: 'anywhere', whiteSpace: 'normal' },
})

type NoticeProps = {
  intent?: MessageBarIntent
  title?: string
  children?: ReactNode
  actions?: ReactNode
  dismiss?: ReactElement
}

/** Something to know, in its place on the page. Announced to screen readers as it appears. */
export function Notice({ intent = 'info', title, children, actions, dismiss }: NoticeProps) {
  const styles = useStyles()
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.root}>
      <MessageBarBody className={styles.body}>
        {title && <MessageBarTitle className={styles.title}>{title}</MessageBarTitle>}
        {children}
      </MessageBarBody>
      {(actions || dismiss) && (
        <MessageBarActions {...(dismiss && { containerAction: dismiss })}>{actions}</MessageBarActions>
      )}
    </MessageBar>
  )
}
