import type { TitleView } from '@pomona/contracts'
import { formatCount } from '../../../lib/format.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { CountBar } from '../../../ui/count-bar.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { PlusTag } from '../../../ui/plus-tag.tsx'
import { texts } from '../texts.ts'
import { titleCountsOf, titlePath } from './asset-counts.ts'

const count = (
  id: 'totalCount' | 'assignedCount' | 'availableCount',
  label: string,
  isSortable = true,
): Column<TitleView> => ({
  id,
  label,
  isNumber: true,
  width: '110px',
  ...(isSortable && { sortKey: id }),
  render: (title) => (title.isUnlimited && id !== 'assignedCount' ? texts.unlimited : formatCount(title[id])),
})

export const titleColumns: readonly Column<TitleView>[] = [
  {
    id: 'name',
    label: texts.columns.name,
    sortKey: 'name',
    render: (title) => (
      <NameCell
        icon={<AssetIcon url={title.iconUrl} name={title.name} />}
        name={title.name}
        tag={<PlusTag pricingParam={title.pricingParam} />}
        second={title.publisher ?? texts.unknownPublisher}
        to={titlePath(title)}
      />
    ),
  },
  {
    id: 'tokens',
    label: texts.titles.tokens,
    isNumber: true,
    width: '90px',
    render: (title) => formatCount(title.tokenCount),
  },
  count('totalCount', texts.columns.total),
  count('assignedCount', texts.columns.assigned, false),
  count('availableCount', texts.columns.available),
  {
    id: 'bar',
    label: texts.columns.licenses,
    width: '240px',
    isWide: true,
    render: (title) => <CountBar counts={titleCountsOf(title)} />,
  },
]
