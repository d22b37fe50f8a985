import type { getSyncRun, SyncChangeView } from '@pomona/contracts'
import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useParams } from 'react-router'
import type { Answer } from '../../../lib/api-client.ts'
import { formatCount } from '../../../lib/format.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { ShortList } from '../../../ui/short-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useSyncRun } from '../api/get-sync-run.ts'
import { BeforeAfter } from '../components/before-after.tsx'
import { changesOf, durationOf } from '../components/sync-changes.ts'
import { SyncResult } from '../components/sync-columns.tsx'
import { historyTexts } from '../texts-history.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const countColumn = (field: keyof NonNullable<SyncChangeView['after']>, label: string): Column<SyncChangeView> => ({
  id: field,
  label,
  isNumber: true,
  width: '150px',
  render: ({ before, after }) => <BeforeAfter before={before?.[field]} after={after?.[field]} />,
})

const columns: readonly Column<SyncChangeView>[] = [
  {
    id: 'name',
    label: historyTexts.sync.name,
    render: (change) =>
      change.appId === null ? change.name : <TextLink to={`/apps/${change.appId}`}>{change.name}</TextLink>,
  },
  {
    id: 'kind',
    label: historyTexts.sync.kind,
    width: '170px',
    render: (change) => historyTexts.sync.kinds[change.kind],
  },
  countColumn('totalCount', historyTexts.sync.total),
  countColumn('assignedCount', historyTexts.sync.assigned),
  countColumn('availableCount', historyTexts.sync.available),
  countColumn('retiredCount', historyTexts.sync.retired),
]

// The contract's bound on the changes of one sync.
const shownMax = 500

function Changes({ run }: { run: Answer<typeof getSyncRun> }) {
  const styles = useStyles()
  if (run.changes.length === 0) {
    const isUnderWay = run.state === 'queued' || run.state === 'running'
    const text = isUnderWay
      ? historyTexts.sync.noneYet
      : run.state === 'failed'
        ? historyTexts.sync.noneFailed
        : historyTexts.sync.none
    return <Text className={styles.quiet}>{text}</Text>
  }
  return (
    <>
      <ShortList
        label={historyTexts.sync.found}
        columns={columns}
        items={run.changes}
        keyOf={(change) => `${change.appId ?? change.name} ${change.kind}`}
      />
      {run.changes.length >= shownMax && (
        <Text className={styles.quiet}>{historyTexts.sync.shown(run.changes.length)}</Text>
      )}
    </>
  )
}

export function Component() {
  const styles = useStyles()
  const { tokenId = '', runId = '' } = useParams()
  const { data: run, error, refetch } = useSyncRun(tokenId, runId)
  if (error && !run) {
    return <ErrorState title={historyTexts.sync.loadFailed} error={error} onRetry={() => void refetch()} />
  }
  if (!run) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={128} />
      </Skeleton>
    )
  }
  return (
    <div className={styles.root}>
      <Section
        title={texts.tabs.sync}
        aside={<TextLink to={`/tokens/${tokenId}/syncs`}>{historyTexts.sync.back}</TextLink>}
      >
        {run.error && (
          <Notice intent="error" title={texts.runs.failed}>
            {run.error.message}
          </Notice>
        )}
        <KeyFacts
          facts={[
            { label: texts.runs.result, value: <SyncResult run={run} /> },
            { label: historyTexts.sync.facts.trigger, value: texts.triggers[run.trigger] },
            {
              label: historyTexts.sync.facts.started,
              value: <RelativeTime at={run.startedAt ?? run.requestedAt} />,
            },
            { label: historyTexts.sync.facts.took, value: durationOf(run) },
            { label: historyTexts.sync.facts.requests, value: formatCount(run.requestCount) },
            {
              label: historyTexts.sync.facts.restarts,
              value: historyTexts.sync.facts.restartsText(run.walkRestarts),
            },
            {
              label: historyTexts.sync.facts.read,
              value: historyTexts.sync.facts.readText(run.assetsSeen, run.associationsSeen),
            },
            { label: texts.runs.changes, value: run.state === 'succeeded' && changesOf(run) },
          ]}
        />
      </Section>
      <Section title={historyTexts.sync.found}>
        <Changes run={run} />
      </Section>
    </div>
  )
}
