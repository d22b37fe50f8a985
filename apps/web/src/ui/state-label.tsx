import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSyncFilled } from '@fluentui/react-icons/svg/arrow-sync'
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import type { ReactNode } from 'react'

/** red: broken, somebody must act · amber: will break or waits · blue: moving · green: just reached · grey: the rest. */
export type Tone = 'danger' | 'warning' | 'moving' | 'success' | 'neutral'

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    verticalAlign: 'bottom',
  },
  icon: { flexShrink: 0, fontSize: '16px', display: 'inline-flex' },
  danger: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  moving: { color: tokens.colorPaletteBlueForeground2 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  neutral: { color: tokens.colorNeutralForeground3 },
})

const icons = {
  danger: <ErrorCircleFilled />,
  warning: <WarningFilled />,
  moving: <ArrowSyncFilled />,
  success: <CheckmarkCircleFilled />,
  neutral: <CircleRegular />,
} satisfies Record<Tone, ReactNode>

/** A state: icon, word and colour, never colour alone. */
export function StateLabel({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <span className={mergeClasses(styles.icon, styles[tone])} aria-hidden="true">
        {icon ?? icons[tone]}
      </span>
      {children}
    </span>
  )
}
