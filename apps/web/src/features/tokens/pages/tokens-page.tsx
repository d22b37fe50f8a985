import { createToken, listTokens } from '@pomona/contracts'
import type { TokenView } from '@pomona/contracts'
import { tokenStates } from '@pomona/domain'
import { makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
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
import { LinkButton } from '../../../ui/text-link.tsx'
import { useTokens } from '../api/list-tokens.ts'
import { TokenStateLabel } from '../components/token-state.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ icon: { fontSize: '20px', color: tokens.colorNeutralForeground3, flexShrink: 0 } })

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
      render: (token) => <TokenStateLabel state={token.state} />,
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
      id: 'synced',
      label: texts.columns.synced,
      render: (token) =>
        token.activeSync ? (
          texts.syncing
        ) : token.lastSyncedAt ? (
          <RelativeTime at={token.lastSyncedAt} />
        ) : (
          texts.facts.never
        ),
    },
  ]
}

export function Component() {
  const mayCreate = useMay(createToken)
  const list = useListState({ filters: ['state'], defaultSort: 'displayName' })
  const columns = useColumns()
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
