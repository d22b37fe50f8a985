import { listApps } from '@pomona/contracts'
import { AppsListRegular } from '@fluentui/react-icons/svg/apps-list'
import { BookRegular } from '@fluentui/react-icons/svg/book'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useApps } from '../api/list-apps.ts'
import { useBooks } from '../api/list-books.ts'
import { texts } from '../texts.ts'
import { assetColumns } from './asset-columns.tsx'
import { FilterChip } from './filter-chip.tsx'
import { TokenFilter } from './token-filter.tsx'

type AssetListProps = {
  kind: 'apps' | 'books'
  /** Only those of this token; without it, of all tokens. */
  tokenId?: string
}

function Empty({ kind, tokenId }: AssetListProps) {
  if (kind === 'books') {
    return (
      <EmptyState
        icon={<BookRegular />}
        title={texts.empty.booksTitle}
        text={tokenId ? texts.empty.booksText : texts.booksEmptyAll}
      />
    )
  }
  if (tokenId) {
    return <EmptyState icon={<AppsListRegular />} title={texts.empty.tokenTitle} text={texts.empty.tokenText} />
  }
  return (
    <EmptyState
      icon={<AppsListRegular />}
      title={texts.empty.title}
      text={texts.empty.text}
      action={
        <LinkButton to="/tokens" appearance="primary">
          {texts.empty.action}
        </LinkButton>
      }
    />
  )
}

/** Apps or books with Apple's counts, searched, sorted and filtered by the server. */
export function AssetList({ kind, tokenId }: AssetListProps) {
  const list = useListState({
    filters: ['tokenId', 'groupId', 'isShort', 'isAssigned', 'isMissingInStore'],
    defaultSort: 'name',
  })
  const query = { ...listQueryOf(listApps.query, list), ...(tokenId && { tokenId }) }
  const apps = useApps(query, kind === 'apps')
  const books = useBooks(query, kind === 'books')
  const isApps = kind === 'apps'
  return (
    <ResourceList
      label={isApps ? texts.title : texts.booksTitle}
      noun={isApps ? texts.noun : texts.booksNoun}
      query={isApps ? apps : books}
      list={list}
      columns={assetColumns({ hasToken: !tokenId })}
      keyOf={(asset) => asset.id}
      searchLabel={isApps ? texts.search : texts.searchBooks}
      filters={
        <>
          {!tokenId && (
            <TokenFilter tokenId={list.filters['tokenId']} onChange={(value) => list.setFilter('tokenId', value)} />
          )}
          <FilterChip list={list} name="isShort">
            {texts.filters.short}
          </FilterChip>
          {isApps && (
            <FilterChip list={list} name="isAssigned">
              {texts.filters.assigned}
            </FilterChip>
          )}
          <FilterChip list={list} name="isMissingInStore">
            {texts.filters.missing}
          </FilterChip>
        </>
      }
      empty={<Empty kind={kind} {...(tokenId && { tokenId })} />}
    />
  )
}
