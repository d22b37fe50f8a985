import { Link, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import { formatBytes, formatCount, formatDay, regionName } from '../../../lib/format.ts'
import { CountBar } from '../../../ui/count-bar.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { Stat, Stats } from '../../../ui/stats.tsx'
import { useApp } from '../api/get-app.ts'
import { countsOf } from '../components/asset-counts.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
  text: { maxWidth: '70ch', whiteSpace: 'pre-line' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export function Component() {
  const styles = useStyles()
  const { appId = '' } = useParams()
  const { data: app } = useApp(appId)
  if (!app) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={128} />
      </Skeleton>
    )
  }
  const isBook = app.productType === 'Book'
  const yesNo = (value: boolean) => (value ? texts.store.yes : texts.store.no)
  const count = (value: number) => (app.isUnlimited ? texts.unlimited : formatCount(value))
  return (
    <div className={styles.root}>
      {isBook && (
        <Notice intent="warning" title={texts.book.title}>
          {texts.book.text}
        </Notice>
      )}
      <Section
        title={texts.counts.title}
        aside={
          <Text size={200} className={styles.quiet}>
            {texts.counts.asOf} <RelativeTime at={app.countsReadAt} />
          </Text>
        }
      >
        <CountBar counts={countsOf(app)} isLarge />
        <Stats>
          <Stat label={texts.counts.total} value={count(app.totalCount)} />
          <Stat label={texts.counts.assigned} value={formatCount(app.assignedCount)} to="licenses?standing=held" />
          <Stat label={texts.counts.available} value={count(app.availableCount)} />
          <Stat label={texts.counts.retired} value={formatCount(app.retiredCount)} />
          <Stat label={texts.counts.promised} value={formatCount(app.promisedCount)} to="licenses?standing=promised" />
          <Stat
            label={texts.counts.waiting}
            value={formatCount(app.waitingCount)}
            to="licenses?standing=waiting"
            isAlarming={app.waitingCount > 0}
          />
          {app.foreignCount > 0 && (
            <Stat
              label={texts.counts.foreign}
              value={formatCount(app.foreignCount)}
              to={`/tokens/${app.tokenId}/foreign?appId=${app.id}`}
            />
          )}
        </Stats>
      </Section>
      <Section
        title={texts.store.title}
        aside={
          app.storeUrl && (
            <Link href={app.storeUrl} target="_blank" rel="noreferrer">
              {isBook ? texts.store.bookLink : texts.store.link}
            </Link>
          )
        }
      >
        <KeyFacts
          facts={[
            { label: texts.store.publisher, value: app.publisher },
            { label: texts.store.quality, value: app.pricingParam === 'PLUS' && texts.store.plus },
            { label: texts.store.bundleId, value: app.bundleId },
            { label: texts.store.adamId, value: app.adamId },
            { label: texts.store.version, value: app.latestVersion },
            {
              label: texts.store.minimumOs,
              value: app.minimumOsVersion && texts.store.minimumOsValue(app.minimumOsVersion),
            },
            { label: texts.store.size, value: app.sizeBytes !== null && formatBytes(app.sizeBytes) },
            { label: texts.store.price, value: app.priceFormatted },
            {
              label: texts.store.released,
              value:
                app.releasedOn &&
                (Number.isNaN(Date.parse(app.releasedOn)) ? app.releasedOn : formatDay(app.releasedOn)),
            },
            { label: texts.store.genres, value: app.genres.join(', ') },
            { label: texts.store.platforms, value: !isBook && app.supportedPlatforms.join(', ') },
            { label: texts.store.storefront, value: app.storefront && regionName(app.storefront) },
            { label: texts.store.deviceAssignable, value: !isBook && yesNo(app.deviceAssignable) },
            { label: texts.store.revocable, value: yesNo(app.revocable) },
            { label: texts.store.custom, value: app.isCustomApp && texts.store.yes },
          ]}
        />
      </Section>
      {app.description && (
        <Section title={texts.store.description}>
          <Text className={styles.text}>{app.description}</Text>
        </Section>
      )}
    </div>
  )
}
