import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import { formatCount, regionName } from '../../../lib/format.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { ShortList } from '../../../ui/short-list.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { Stat, Stats } from '../../../ui/stats.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useToken } from '../api/get-token.ts'
import { useSyncRuns } from '../api/list-sync-runs.ts'
import { syncColumns } from '../components/sync-columns.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
})

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const { data: token } = useToken(tokenId)
  const runs = useSyncRuns(tokenId, { limit: 5 })
  if (!token) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={128} />
      </Skeleton>
    )
  }
  return (
    <div className={styles.root}>
      <Section title={texts.owns}>
        <Stats>
          <Stat label={texts.counts.apps} value={formatCount(token.appCount)} to="apps" />
          <Stat label={texts.counts.books} value={formatCount(token.bookCount)} to="books" />
          <Stat label={texts.counts.held} value={formatCount(token.associationCount)} />
          <Stat
            label={texts.counts.waiting}
            value={formatCount(token.waitingCount)}
            isAlarming={token.waitingCount > 0}
            {...(token.waitingCount > 0 && { to: 'apps?isShort=true' })}
          />
        </Stats>
      </Section>
      <Section title={texts.settings}>
        <KeyFacts
          facts={[
            { label: texts.facts.appleId, value: token.appleId },
            { label: texts.facts.organization, value: token.organizationName },
            { label: texts.facts.location, value: token.locationName },
            { label: texts.facts.country, value: regionName(token.countryOrRegion) },
            { label: texts.facts.type, value: texts.accountTypes[token.accountType] },
            { label: texts.facts.updates, value: token.automaticAppUpdates ? texts.on : texts.off },
            { label: texts.facts.expires, value: <RelativeTime at={token.expiresAt} /> },
            {
              label: texts.facts.lastSynced,
              value: token.lastSyncedAt ? <RelativeTime at={token.lastSyncedAt} /> : texts.facts.never,
            },
            { label: texts.facts.nextSync, value: token.nextSyncAt && <RelativeTime at={token.nextSyncAt} /> },
            { label: texts.facts.uploaded, value: <RelativeTime at={token.createdAt} /> },
          ]}
        />
      </Section>
      <Section title={texts.recentSyncs} aside={<TextLink to="syncs">{texts.allSyncs}</TextLink>}>
        {runs.error && !runs.data && (
          <ErrorState title={texts.loadFailed} error={runs.error} onRetry={() => void runs.refetch()} />
        )}
        {runs.data?.value.length === 0 && <EmptyState title={texts.runs.empty} text={texts.runs.emptyText} />}
        {runs.data && runs.data.value.length > 0 && (
          <ShortList label={texts.recentSyncs} columns={syncColumns} items={runs.data.value} keyOf={(run) => run.id} />
        )}
        {runs.isPending && <Text>Loading…</Text>}
      </Section>
    </div>
  )
}
