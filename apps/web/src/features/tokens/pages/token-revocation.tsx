import { listRevocationItems, revocationOutcomes } from '@pomona/contracts'
import type { RevocationItemView } from '@pomona/contracts'
import { makeStyles, Select, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { KeyMultipleRegular } from '@fluentui/react-icons/svg/key-multiple'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useRevocation, useRevocationItems } from '../api/list-revocations.ts'
import { RevocationProgress } from '../components/revocation-progress.tsx'
import { lifeTexts } from '../texts-life.ts'

const texts = lifeTexts.revocations

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

function Outcome({ outcome }: Pick<RevocationItemView, 'outcome'>) {
  const word = texts.outcomes[outcome]
  if (outcome === 'failed') return <StateLabel tone="danger">{word}</StateLabel>
  if (outcome === 'pending') return <StateLabel tone="moving">{word}</StateLabel>
  return (
    <StateLabel tone="neutral" icon={<CheckmarkRegular />}>
      {word}
    </StateLabel>
  )
}

const columns: readonly Column<RevocationItemView>[] = [
  {
    id: 'who',
    label: texts.who,
    render: ({ deviceName, target, licenseType }) => (
      <NameCell
        name={deviceName ?? target}
        second={licenseType === 'user' ? texts.userLicense : deviceName !== null && target}
      />
    ),
  },
  { id: 'app', label: texts.app, render: (item) => <TextLink to={`/apps/${item.appId}`}>{item.appName}</TextLink> },
  { id: 'outcome', label: texts.outcome, width: '140px', render: (item) => <Outcome outcome={item.outcome} /> },
  {
    id: 'detail',
    label: texts.detail,
    isWide: true,
    render: ({ reason, errorNumber }) => reason ?? (errorNumber === null ? '' : texts.number(errorNumber)),
  },
  {
    id: 'settled',
    label: texts.settled,
    width: '140px',
    render: ({ settledAt }) => (settledAt === null ? '' : <RelativeTime at={settledAt} />),
  },
]

export function Component() {
  const styles = useStyles()
  const { tokenId = '', revocationId = '' } = useParams()
  const { data: revocation, error, refetch } = useRevocation(tokenId, revocationId)
  const list = useListState({ filters: ['outcome'], defaultSort: 'createdAt' })
  const items = useRevocationItems(
    tokenId,
    revocationId,
    listQueryOf(listRevocationItems.query, list),
    revocation?.state === 'running',
  )
  if (error && !revocation) {
    return <ErrorState title={texts.loadFailed} error={error} onRetry={() => void refetch()} />
  }
  if (!revocation) {
    return (
      <Skeleton aria-label="Loading">
        <SkeletonItem size={128} />
      </Skeleton>
    )
  }
  return (
    <div className={styles.root}>
      <Section
        title={revocation.app ? texts.headingOf(revocation.app.name) : texts.heading}
        aside={<TextLink to={`/tokens/${tokenId}/revocations`}>{texts.back}</TextLink>}
      >
        <RevocationProgress revocation={revocation} />
        {revocation.irrevocableCount > 0 && <Text className={styles.quiet}>{texts.neverHint}</Text>}
      </Section>
      <Section title={texts.items}>
        <ResourceList
          label={texts.items}
          noun={texts.itemsNoun}
          query={items}
          list={list}
          columns={columns}
          keyOf={(item) => item.id}
          filters={
            <Select
              aria-label={texts.outcome}
              value={list.filters['outcome'] ?? ''}
              onChange={(_, { value }) => list.setFilter('outcome', value)}
            >
              <option value="">{texts.allOutcomes}</option>
              {revocationOutcomes.map((outcome) => (
                <option key={outcome} value={outcome}>
                  {texts.outcomes[outcome]}
                </option>
              ))}
            </Select>
          }
          empty={<EmptyState icon={<KeyMultipleRegular />} title={texts.itemsEmpty} text={texts.itemsEmptyText} />}
        />
      </Section>
    </div>
  )
}
