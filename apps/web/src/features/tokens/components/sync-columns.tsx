import type { SyncRunView } from '@pomona/contracts'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'
import { changesOf, durationOf } from './sync-changes.ts'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'

/** How a sync stands or ended. */
export function SyncResult({ run }: { run: SyncRunView }) {
  if (run.state === 'failed') return <StateLabel tone="danger">{texts.runs.failed}</StateLabel>
  if (run.state === 'running') return <StateLabel tone="moving">{texts.runs.running}</StateLabel>
  if (run.state === 'queued') return <StateLabel tone="neutral">{texts.runs.queued}</StateLabel>
  return (
    <StateLabel tone="neutral" icon={<CheckmarkRegular />}>
      {texts.runs.succeeded}
    </StateLabel>
  )
}

export const syncColumns: readonly Column<SyncRunView>[] = [
  {
    id: 'when',
    label: texts.runs.when,
    width: '140px',
    render: (run) => (
      <TextLink to={`/tokens/${run.tokenId}/syncs/${run.id}`}>
        <RelativeTime at={run.startedAt ?? run.requestedAt} />
      </TextLink>
    ),
  },
  { id: 'trigger', label: texts.runs.trigger, width: '150px', render: (run) => texts.triggers[run.trigger] },
  { id: 'result', label: texts.runs.result, width: '130px', render: (run) => <SyncResult run={run} /> },
  {
    id: 'changes',
    label: texts.runs.changes,
    isWide: true,
    render: (run) => run.error?.message ?? (run.state === 'succeeded' ? changesOf(run) : ''),
  },
  { id: 'took', label: texts.runs.took, isNumber: true, width: '110px', render: durationOf },
]
