import { listForeignHoldings } from '@pomona/contracts'
import type { ForeignHoldingView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { PeopleSwapRegular } from '@fluentui/react-icons/svg/people-swap'
import { useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useToken } from '../api/get-token.ts'
import { useForeignHoldings } from '../api/list-foreign-holdings.ts'
import { historyTexts } from '../texts-history.ts'

const texts = historyTexts.foreign

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  intro: { maxWidth: '70ch', color: tokens.colorNeutralForeground2 },
})

const columns: readonly Column<ForeignHoldingView>[] = [
  { id: 'user', label: texts.user, sortKey: 'clientUserId', render: (holding) => holding.clientUserId },
  {
    id: 'app',
    label: texts.app,
    isWide: true,
    render: (holding) => <TextLink to={`/apps/${holding.appId}`}>{holding.appName}</TextLink>,
  },
  { id: 'since', label: texts.since, width: '160px', render: (holding) => <RelativeTime at={holding.since} /> },
]

export function Component() {
  const styles = useStyles()
  const { tokenId = '' } = useParams()
  const { data: token } = useToken(tokenId)
  const list = useListState({ filters: ['appId'], defaultSort: 'clientUserId' })
  const query = useForeignHoldings(tokenId, listQueryOf(listForeignHoldings.query, list))
  const users = token?.foreignUserCount ?? 0
  const hasAny = users > 0 && (query.data?.totalCount ?? 1) > 0
  return (
    <div className={styles.root}>
      {hasAny && (
        <Text className={styles.intro}>
          {texts.sum(users, token?.foreignAssociationCount ?? 0)} {texts.intro}
          {token?.lastSyncedAt && (
            <>
              {' '}
              {texts.asOf}, <RelativeTime at={token.lastSyncedAt} />.
            </>
          )}
        </Text>
      )}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(holding) => `${holding.clientUserId} ${holding.appId}`}
        searchLabel={texts.search}
        empty={
          <EmptyState
            icon={<PeopleSwapRegular />}
            title={texts.empty}
            text={users > 0 ? texts.usersOnly(users) : texts.emptyText}
          />
        }
      />
    </div>
  )
}
