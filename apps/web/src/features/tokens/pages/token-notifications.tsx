import { listNotifications } from '@pomona/contracts'
import type { NotificationView } from '@pomona/contracts'
import { makeStyles, Select, tokens } from '@fluentui/react-components'
import { AlertRegular } from '@fluentui/react-icons/svg/alert'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { useToken } from '../api/get-token.ts'
import { useNotifications } from '../api/list-notifications.ts'
import { AppleSwitch } from '../components/apple-switch.tsx'
import { historyTexts } from '../texts-history.ts'

const texts = historyTexts.apple
const typeNames: Readonly<Record<string, string>> = texts.types

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})

const columns: readonly Column<NotificationView>[] = [
  {
    id: 'summary',
    label: texts.summary,
    render: (notification) => (
      <NameCell name={notification.summary} second={typeNames[notification.type] ?? notification.type} />
    ),
  },
  {
    id: 'received',
    label: texts.received,
    sortKey: 'receivedAt',
    width: '150px',
    render: (notification) => <RelativeTime at={notification.receivedAt} />,
  },
  {
    id: 'outcome',
    label: texts.outcome,
    isWide: true,
    render: ({ appliedAt, outcome }) =>
      appliedAt === null && outcome === null ? (
        <StateLabel tone="neutral" icon={<ClockRegular />}>
          {texts.waiting}
        </StateLabel>
      ) : (
        (outcome ?? '')
      ),
  },
]

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const { data: token } = useToken(tokenId)
  const list = useListState({ filters: ['type'], defaultSort: '-receivedAt' })
  const query = useNotifications(tokenId, listQueryOf(listNotifications.query, list))
  return (
    <div className={styles.root}>
      <AppleSwitch tokenId={tokenId} />
      <ResourceList
        label={texts.notifications}
        noun={texts.notificationsNoun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(notification) => notification.notificationId}
        filters={
          <Select
            aria-label={texts.notificationType}
            value={list.filters['type'] ?? ''}
            onChange={(_, { value }) => list.setFilter('type', value)}
          >
            <option value="">{texts.allTypes}</option>
            {Object.entries(texts.types).map(([type, name]) => (
              <option key={type} value={type}>
                {name}
              </option>
            ))}
          </Select>
        }
        empty={
          <EmptyState
            icon={<AlertRegular />}
            title={texts.notificationsEmpty}
            text={token?.freshness.message ?? texts.notificationsEmptyText}
          />
        }
      />
    </div>
  )
}
