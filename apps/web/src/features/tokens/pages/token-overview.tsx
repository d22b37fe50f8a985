import type { TokenView } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
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
import { FreshnessLabel } from '../components/freshness-label.tsx'
import { syncColumns } from '../components/sync-columns.tsx'
import { ownerOf } from '../components/token-owner.ts'
import { TokenStateLabel } from '../components/token-state.tsx'
import { historyTexts } from '../texts-history.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
  second: { color: tokens.colorNeutralForeground2, maxWidth: '70ch' },
})

function FreshnessFact({ token }: { token: TokenView }) {
  const { asOf, message } = token.freshness
  return (
    <>
      <FreshnessLabel freshness={token.freshness} />
      <Second>
        {message} {asOf && <AsOf at={asOf} />}
      </Second>
    </>
  )
}

function AsOf({ at }: { at: string }) {
  return (
    <>
      {historyTexts.freshness.asOf} <RelativeTime at={at} />.
    </>
  )
}

function CountryFact({ token }: { token: TokenView }) {
  return (
    <>
      {regionName(token.countryOrRegion)}
      {token.missingInStoreCount > 0 && (
        <Second>
          <TextLink to="apps?isMissingInStore=true">{texts.facts.missing(token.missingInStoreCount)}</TextLink>
        </Second>
      )}
    </>
  )
}

function Second({ children }: { children: ReactNode }) {
  const styles = useStyles()
  return (
    <Text size={200} block className={styles.second}>
      {children}
    </Text>
  )
}

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
          <Stat label={texts.counts.people} value={formatCount(token.userCount)} to={`/users?tokenId=${tokenId}`} />
          {token.foreignUserCount > 0 && (
            <>
              <Stat label={texts.counts.foreignUsers} value={formatCount(token.foreignUserCount)} to="foreign" />
              <Stat label={texts.counts.foreignHeld} value={formatCount(token.foreignAssociationCount)} to="foreign" />
            </>
          )}
          <Stat
            label={texts.counts.waiting}
            value={formatCount(token.waitingCount)}
            isAlarming={token.waitingCount > 0}
            {...(token.waitingCount > 0 && { to: 'apps?isShort=true' })}
          />
        </Stats>
      </Section>
      <Section title={texts.atApple}>
        <KeyFacts
          facts={[
            { label: texts.facts.state, value: <TokenStateLabel state={token.state} /> },
            { label: historyTexts.freshness.title, value: <FreshnessFact token={token} /> },
            { label: historyTexts.owner.label, value: ownerOf(token) },
            { label: texts.facts.expires, value: <RelativeTime at={token.expiresAt} /> },
            {
              label: texts.facts.lastSynced,
              value: token.lastSyncedAt ? <RelativeTime at={token.lastSyncedAt} /> : texts.facts.never,
            },
            { label: texts.facts.nextSync, value: token.nextSyncAt && <RelativeTime at={token.nextSyncAt} /> },
            {
              label: historyTexts.freshness.lastNotification,
              value: token.freshness.lastNotificationAt ? (
                <RelativeTime at={token.freshness.lastNotificationAt} />
              ) : (
                historyTexts.freshness.noNotification
              ),
            },
          ]}
        />
      </Section>
      <Section title={texts.settings}>
        <KeyFacts
          facts={[
            { label: texts.facts.appleId, value: token.appleId },
            { label: texts.facts.organization, value: token.organizationName },
            { label: texts.facts.location, value: token.locationName },
            { label: texts.facts.country, value: <CountryFact token={token} /> },
            { label: texts.facts.type, value: texts.accountTypes[token.accountType] },
            { label: texts.facts.updates, value: token.automaticAppUpdates ? texts.on : texts.off },
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
