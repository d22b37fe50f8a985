import type { AssetView } from '@pomona/contracts'
import { formatCount } from '../../../lib/format.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { CountBar } from '../../../ui/count-bar.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { PlusTag } from '../../../ui/plus-tag.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { texts } from '../texts.ts'
import { countsOf } from './asset-counts.ts'
import { assetPath } from './asset-kind.ts'

function secondLine(asset: AssetView): string {
  const parts = [asset.publisher ?? texts.unknownPublisher, asset.vanishedAt && texts.vanished]
  return parts.filter(Boolean).join(' · ')
}

/** The columns of apps or books. */
export function assetColumns(options: { hasToken: boolean }): readonly Column<AssetView>[] {
  const count = (id: string, label: string, valueOf: (asset: AssetView) => number, sortKey?: string) => ({
    id,
    label,
    isNumber: true,
    width: '96px',
    ...(sortKey && { sortKey }),
    render: (asset: AssetView) =>
      asset.isUnlimited && (id === 'total' || id === 'available') ? texts.unlimited : formatCount(valueOf(asset)),
  })
  const columns: (Column<AssetView> | false)[] = [
    {
      id: 'name',
      label: texts.columns.name,
      sortKey: 'name',
      render: (asset) => (
        <NameCell
          icon={<AssetIcon url={asset.iconUrl} name={asset.name} />}
          name={asset.name}
          tag={<PlusTag pricingParam={asset.pricingParam} />}
          second={secondLine(asset)}
          to={assetPath(asset)}
        />
      ),
    },
    options.hasToken && {
      id: 'token',
      label: texts.columns.token,
      width: '16%',
      isWide: true,
      render: (asset) => <TextLink to={`/tokens/${asset.tokenId}`}>{asset.tokenName}</TextLink>,
    },
    count('total', texts.columns.total, (asset) => asset.totalCount, 'totalCount'),
    count('assigned', texts.columns.assigned, (asset) => asset.assignedCount, 'assignedCount'),
    count('available', texts.columns.available, (asset) => asset.availableCount, 'availableCount'),
    count('retired', texts.columns.retired, (asset) => asset.retiredCount),
    {
      id: 'bar',
      label: texts.columns.licenses,
      width: '220px',
      isWide: true,
      render: (asset) => <CountBar counts={countsOf(asset)} />,
    },
  ]
  return columns.filter((column) => column !== false)
}
