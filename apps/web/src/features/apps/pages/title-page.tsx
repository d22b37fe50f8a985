import type { AssetView, getTitle } from '@pomona/contracts'
import type { PricingParam } from '@pomona/domain'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import type { Answer } from '../../../lib/api-client.ts'
import { formatCount, plural } from '../../../lib/format.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { Blade } from '../../../ui/blade.tsx'
import { CountBar } from '../../../ui/count-bar.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { PlusTag } from '../../../ui/plus-tag.tsx'
import { Section } from '../../../ui/section.tsx'
import { ShortList } from '../../../ui/short-list.tsx'
import { Stat, Stats } from '../../../ui/stats.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useTitle } from '../api/titles.ts'
import { countsOf, titleCountsOf } from '../components/asset-counts.ts'
import { assetPath, kindOf } from '../components/asset-kind.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

// Against two thousand million of an unlimited app no other bar would be visible.
const widthOf = (asset: AssetView) =>
  asset.isUnlimited ? 0 : asset.assignedCount + asset.availableCount + asset.waitingCount

function columnsFor(assets: readonly AssetView[]): readonly Column<AssetView>[] {
  const widest = Math.max(1, ...assets.map(widthOf))
  const count = (id: string, label: string, valueOf: (asset: AssetView) => number | string): Column<AssetView> => ({
    id,
    label,
    isNumber: true,
    width: '100px',
    render: (asset) => {
      const value = valueOf(asset)
      return typeof value === 'number' ? formatCount(value) : value
    },
  })
  return [
    {
      id: 'token',
      label: texts.columns.token,
      width: '26%',
      render: (asset) => <TextLink to={assetPath(asset)}>{asset.tokenName}</TextLink>,
    },
    {
      id: 'bar',
      label: texts.columns.licenses,
      isWide: true,
      render: (asset) => <CountBar counts={countsOf(asset)} share={asset.isUnlimited ? 1 : widthOf(asset) / widest} />,
    },
    count('total', texts.columns.total, (asset) => (asset.isUnlimited ? texts.unlimited : asset.totalCount)),
    count('assigned', texts.columns.assigned, (asset) => asset.assignedCount),
    count('available', texts.columns.available, (asset) =>
      asset.isUnlimited ? texts.unlimited : asset.availableCount,
    ),
    count('waiting', texts.counts.waiting, (asset) => asset.waitingCount),
  ]
}

function Content({ title }: { title: Answer<typeof getTitle> }) {
  const styles = useStyles()
  const count = (value: number) => (title.isUnlimited ? texts.unlimited : formatCount(value))
  return (
    <div className={styles.root}>
      <Section title={texts.titles.sum}>
        <CountBar counts={titleCountsOf(title)} isLarge />
        <Stats>
          <Stat label={texts.counts.total} value={count(title.totalCount)} />
          <Stat label={texts.counts.assigned} value={formatCount(title.assignedCount)} />
          <Stat label={texts.counts.available} value={count(title.availableCount)} />
          <Stat label={texts.counts.retired} value={formatCount(title.retiredCount)} />
          <Stat
            label={texts.counts.waiting}
            value={formatCount(title.waitingCount)}
            isAlarming={title.waitingCount > 0}
          />
        </Stats>
      </Section>
      <Section title={texts.titles.perToken}>
        <ShortList
          label={texts.titles.perToken}
          columns={columnsFor(title.assets)}
          items={title.assets}
          keyOf={(asset) => asset.id}
        />
        {title.assets.length < title.tokenCount && (
          <Text className={styles.quiet}>{texts.titles.shown(title.assets.length, title.tokenCount)}</Text>
        )}
      </Section>
    </div>
  )
}

const pricingParamOf = (text: string): PricingParam => (text === 'PLUS' ? 'PLUS' : 'STDQ')

/** One app or book over all tokens that own it, its counts side by side (P10). */
export function Component() {
  const { adamId = '', pricingParam = '' } = useParams()
  const { data: title, error, refetch } = useTitle(adamId, pricingParamOf(pricingParam))
  const kind = kindOf(title?.productType ?? 'App')
  const crumbs = [
    { label: kind === 'books' ? texts.booksTitle : texts.title, to: `/${kind}` },
    { label: texts.titles.together, to: `/${kind}/all` },
  ]
  if (error && !title) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  return (
    <Blade
      title={title?.name}
      crumbs={crumbs}
      icon={title && <AssetIcon url={title.iconUrl} name={title.name} size={48} />}
      state={title && <PlusTag pricingParam={title.pricingParam} />}
      facts={title && `${title.publisher ?? texts.unknownPublisher} · ${plural(title.tokenCount, 'token')}`}
    >
      {title ? (
        <Content title={title} />
      ) : (
        <Skeleton aria-label="Loading">
          <SkeletonItem size={128} />
        </Skeleton>
      )}
    </Blade>
  )
}
