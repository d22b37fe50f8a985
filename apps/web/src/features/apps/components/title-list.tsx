import { listTitles } from '@pomona/contracts'
import { AppsListRegular } from '@fluentui/react-icons/svg/apps-list'
import { BookRegular } from '@fluentui/react-icons/svg/book'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useTitles } from '../api/titles.ts'
import { texts } from '../texts.ts'
import type { AssetKind } from './asset-kind.ts'
import { FilterChip } from './filter-chip.tsx'
import { titleColumns } from './title-columns.tsx'

/** Apps or books over all tokens: one line each, with the sums of their counts (P10). */
export function TitleList({ kind }: { kind: AssetKind }) {
  const list = useListState({ filters: ['isShared', 'isShort'], defaultSort: 'name' })
  const isApps = kind === 'apps'
  const query = useTitles({ ...listQueryOf(listTitles.query, list), productType: isApps ? 'App' : 'Book' })
  return (
    <ResourceList
      label={isApps ? texts.title : texts.booksTitle}
      noun={isApps ? texts.noun : texts.booksNoun}
      query={query}
      list={list}
      columns={titleColumns}
      keyOf={(title) => `${title.adamId} ${title.pricingParam}`}
      searchLabel={isApps ? texts.search : texts.searchBooks}
      filters={
        <>
          <FilterChip list={list} name="isShared">
            {texts.titles.shared}
          </FilterChip>
          <FilterChip list={list} name="isShort">
            {texts.filters.short}
          </FilterChip>
        </>
      }
      empty={
        <EmptyState
          icon={isApps ? <AppsListRegular /> : <BookRegular />}
          title={isApps ? texts.empty.title : texts.empty.booksTitle}
          text={isApps ? texts.empty.text : texts.booksEmptyAll}
          action={<LinkButton to="/tokens">{texts.empty.action}</LinkButton>}
        />
      }
    />
  )
}
