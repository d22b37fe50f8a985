import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CountBar } from '../../../ui/count-bar.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Section } from '../../../ui/section.tsx'
import { Stat, Stats } from '../../../ui/stats.tsx'
import { useOverview } from '../api/get-overview.ts'
import { Attention } from '../components/attention.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export function Component() {
  const styles = useStyles()
  const { data: overview, error, refetch } = useOverview()
  if (error && !overview) {
    return (
      <Blade title={texts.title}>
        <ErrorState title={texts.loadFailed} error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  if (!overview) {
    return (
      <Blade title={texts.title}>
        <Skeleton aria-label="Loading" className={styles.skeleton}>
          <SkeletonItem size={128} />
          <SkeletonItem size={96} />
        </Skeleton>
      </Blade>
    )
  }
  const { licenses } = overview
  const free = Math.max(0, licenses.availableCount - licenses.promisedCount)
  return (
    <Blade title={texts.title}>
      {overview.tokenCount === 0 ? <FirstSteps /> : <Attention overview={overview} />}
      {overview.tokenCount > 0 && (
        <Section
          title={texts.licenses}
          isCard
          aside={
            <Text size={200} className={styles.quiet}>
              {texts.licensesNote}
            </Text>
          }
        >
          <CountBar
            isLarge
            counts={{
              held: licenses.assignedCount,
              promised: licenses.promisedCount,
              free,
              waiting: licenses.waitingCount,
            }}
          />
          <Stats>
            <Stat label={texts.total} value={formatCount(licenses.totalCount)} to="/apps?sort=-totalCount" />
            <Stat label={texts.held} value={formatCount(licenses.assignedCount)} to="/apps?sort=-assignedCount" />
            <Stat label={texts.free} value={formatCount(free)} to="/apps?sort=-availableCount" />
            <Stat
              label={texts.waiting}
              value={formatCount(licenses.waitingCount)}
              to="/apps?isShort=true"
              isAlarming={licenses.waitingCount > 0}
            />
          </Stats>
        </Section>
      )}
      <Section title={texts.inventory} isCard>
        <Stats>
          <Stat label={texts.tokens} value={formatCount(overview.tokenCount)} to="/tokens" />
          <Stat label={texts.apps} value={formatCount(overview.appCount)} to="/apps" />
          <Stat label={texts.books} value={formatCount(overview.bookCount)} to="/books" />
          <Stat label={texts.devices} value={formatCount(overview.deviceCount)} to="/devices" />
          <Stat label={texts.groups} value={formatCount(overview.groupCount)} to="/groups" />
        </Stats>
      </Section>
    </Blade>
  )
}
