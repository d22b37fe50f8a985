import type { SyncRunView } from '@pomona/contracts'
import { syncPhases } from '@pomona/domain'
import { Field, makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ hint: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 } })

function amountOf(run: SyncRunView): string {
  if (run.progressTotal !== null) return texts.progress(run.progressDone, run.progressTotal)
  return run.progressDone > 0 ? texts.progressOpen(run.progressDone) : ''
}

/** The sync that is waiting or running: which step, how far. */
export function SyncProgress({ run }: { run: SyncRunView }) {
  const styles = useStyles()
  const isQueued = run.state === 'queued'
  const steps = syncPhases.length - 1
  const step = Math.min(steps, syncPhases.indexOf(run.phase) + 1)
  const hint = isQueued ? '' : [texts.step(step, steps), amountOf(run)].filter(Boolean).join(' · ')
  const share = run.progressTotal ? Math.min(1, run.progressDone / run.progressTotal) : undefined
  return (
    <Field
      label={isQueued ? texts.queued : texts.phases[run.phase]}
      hint={{ children: hint, className: styles.hint }}
      validationState="none"
    >
      <ProgressBar {...(share !== undefined && !isQueued && { value: share })} />
    </Field>
  )
}
