import type { RevocationView } from '@pomona/contracts'
import { Field, makeStyles, ProgressBar } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Stat, Stats } from '../../../ui/stats.tsx'
import { lifeTexts } from '../texts-life.ts'
import { RevocationState } from './revocation-state.tsx'

const texts = lifeTexts.revocations

const useStyles = makeStyles({ bar: { maxWidth: '640px' } })

/** How far a revocation is: the bar while it runs, the counts, who asked for it and when. */
export function RevocationProgress({ revocation }: { revocation: RevocationView }) {
  const styles = useStyles()
  const { totalCount, returnedCount, failedCount, irrevocableCount, endedAt } = revocation
  const settled = returnedCount + failedCount
  return (
    <>
      {revocation.state === 'running' && (
        <Field
          className={styles.bar}
          validationState="none"
          label={revocation.isCollected ? texts.progress(settled, totalCount) : texts.collecting(totalCount)}
        >
          <ProgressBar {...(revocation.isCollected && totalCount > 0 && { value: settled / totalCount })} />
        </Field>
      )}
      <Stats>
        <Stat label={texts.counts.total} value={formatCount(totalCount)} to="?" />
        <Stat label={texts.counts.returned} value={formatCount(returnedCount)} to="?outcome=returned" />
        <Stat label={texts.counts.pending} value={formatCount(revocation.pendingCount)} to="?outcome=pending" />
        <Stat
          label={texts.counts.failed}
          value={formatCount(failedCount)}
          to="?outcome=failed"
          isAlarming={failedCount > 0}
        />
        <Stat label={texts.counts.never} value={formatCount(irrevocableCount)} />
      </Stats>
      <KeyFacts
        facts={[
          { label: texts.state, value: <RevocationState revocation={revocation} /> },
          { label: texts.started, value: <RelativeTime at={revocation.requestedAt} /> },
          { label: texts.by, value: revocation.requestedBy },
          { label: texts.ended, value: endedAt && <RelativeTime at={endedAt} /> },
        ]}
      />
    </>
  )
}
