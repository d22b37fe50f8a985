import { listRevocations } from '@pomona/contracts'
import type { RevocationView } from '@pomona/contracts'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useRevocations } from '../api/list-revocations.ts'
import { RevocationState } from '../components/revocation-state.tsx'
import { lifeTexts } from '../texts-life.ts'

const texts = lifeTexts.revocations

const columns: readonly Column<RevocationView>[] = [
  {
    id: 'started',
    label: texts.started,
    width: '160px',
    render: (revocation) => (
      <TextLink to={`/tokens/${revocation.tokenId}/revocations/${revocation.id}`}>
        <RelativeTime at={revocation.requestedAt} />
      </TextLink>
    ),
  },
  { id: 'what', label: texts.what, render: ({ app }) => (app ? texts.of(app.name) : texts.all) },
  { id: 'by', label: texts.by, render: (revocation) => revocation.requestedBy },
  {
    id: 'state',
    label: texts.state,
    width: '200px',
    render: (revocation) => <RevocationState revocation={revocation} />,
  },
  {
    id: 'result',
    label: texts.result,
    render: (revocation) => texts.resultOf(revocation.returnedCount, revocation.totalCount),
  },
]

export function Component() {
  const { tokenId = '' } = useParams()
  const list = useListState({ defaultSort: '-requestedAt' })
  const query = useRevocations(tokenId, listQueryOf(listRevocations.query, list))
  return (
    <ResourceList
      label={texts.title}
      noun={texts.noun}
      query={query}
      list={list}
      columns={columns}
      keyOf={(revocation) => revocation.id}
      empty={<EmptyState icon={<ArrowUndoRegular />} title={texts.empty} text={texts.emptyText} />}
    />
  )
}
