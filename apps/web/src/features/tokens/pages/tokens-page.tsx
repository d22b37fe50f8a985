import { createToken, listTokens } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { tokenStates } from '@pomona/domain'
import { makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { useLocation } from 'react-router'
import { z } from 'zod'
import { formatCount, regionName } from '../../../lib/format.ts'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { Blade } from '../../../ui/blade.tsx'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useTokens } from '../api/list-tokens.ts'
import { TokenDeleted } from '../components/delete-token-dialog.tsx'
import { FreshnessLabel } from '../components/freshness-label.tsx'
import { foreignOwnerOf } from '../components/token-owner.ts'
import { TokenStateLabel } from '../components/token-state.tsx'
import { historyTexts } from '../texts-history.ts'
import { lifeTexts } from '../texts-life.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  icon: { fontSize: '20px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  second: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

function State({ token }: { token: TokenView }) {
  const styles = useStyles()
  const owner = foreignOwnerOf(token)
  const second = owner === null ? token.pausedAt && lifeTexts.paused.title : historyTexts.owner.short(owner)
  return (
    <>
      <TokenStateLabel state={token.state} />
      {second && (
        <Text size={200} block className={styles.second}>
          {second}
        </Text>
      )}
    </>
  )
}

function Freshness({ token }: { token: TokenView }) {
  const styles = useStyles()
  const { asOf } = token.freshness
  if (token.activeSync) return <StateLabel tone="moving">{texts.syncing}</StateLabel>
  return (
    <>
      <FreshnessLabel freshness={token.freshness} />
      {asOf && (
        <Text size={200} block className={styles.second}>
          <RelativeTime at={asOf} />
        </Text>
      )}
    </>
  )
}

const leftBehind = z.object({ deletedToken: z.object({ name: z.string(), associationCount: z.number() }) })

/** The token that was deleted right before coming here, if one was. */
function useDeletedToken() {
  return leftBehind.safeParse(useLocation().state).data?.deletedToken
}

function useColumns(): Column<TokenView>[] {
  const styles = useStyles()
  return [
    {
      id: 'name',
      label: texts.columns.name,
      sortKey: 'displayName',
      width: '32%',
      render: (token) => (
        <NameCell
          icon={<KeyRegular className={styles.icon} />}
          name={token.displayName}
          to={`/tokens/${token.id}`}
          second={`${token.organizationName} · ${token.locationName} · ${regionName(token.countryOrRegion)}`}
        />
      ),
    },
    {
      id: 'state',
      label: texts.columns.state,
      width: '190px',
      render: (token) => <State token={token} />,
    },
    {
      id: 'expires',
      label: texts.columns.expires,
      sortKey: 'expiresAt',
      render: (token) => <RelativeTime at={token.expiresAt} />,
    },
    {
      id: 'apps',
      label: texts.columns.apps,
      isNumber: true,
      width: '72px',
      render: (token) => formatCount(token.appCount),
    },
    {
      id: 'books',
      label: texts.columns.books,
      isNumber: true,
      width: '72px',
      render: (token) => formatCount(token.bookCount),
    },
    {
      id: 'held',
      label: texts.columns.held,
      isNumber: true,
      render: (token) => formatCount(token.associationCount),
    },
    {
      id: 'waiting',
      label: texts.columns.waiting,
      isNumber: true,
      width: '84px',
      render: (token) => formatCount(token.waitingCount),
    },
    {
      id: 'freshness',
      label: texts.columns.freshness,
      width: '150px',
      render: (token) => <Freshness token={token} />,
    },
  ]
}

export function Component() {
  const mayCreate = useMay(createToken)
  const list = useListState({ filters: ['state'], defaultSort: 'displayName' })
  const columns = useColumns()
  const deleted = useDeletedToken()
  const query = useTokens(listQueryOf(listTokens.query, list))
  return (
    <Blade
      title={texts.title}
      commands={
        mayCreate && (
          <CommandBar>
            <LinkButton to="/tokens/create" appearance="primary" icon={<AddRegular />}>
              {texts.create}
            </LinkButton>
          </CommandBar>
        )
      }
    >
      {deleted && <TokenDeleted {...deleted} />}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={query}
        list={list}
        columns={columns}
        keyOf={(token) => token.id}
        searchLabel={texts.search}
        filters={
          <Select
            aria-label={texts.stateFilter}
            value={list.filters['state'] ?? ''}
            onChange={(_, data) => list.setFilter('state', data.value)}
          >
            <option value="">{texts.allStates}</option>
            {tokenStates.map((value) => (
              <option key={value} value={value}>
                {texts.states[value]}
              </option>
            ))}
          </Select>
        }
        empty={
          <EmptyState
            icon={<KeyRegular />}
            title={texts.empty.title}
            text={mayCreate ? texts.empty.text : texts.empty.textReader}
            action={
              mayCreate && (
                <LinkButton to="/tokens/create" appearance="primary">
                  {texts.empty.action}
                </LinkButton>
              )
            }
          />
        }
      />
    </Blade>
  )
}
