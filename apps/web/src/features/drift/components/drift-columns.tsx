import type { DriftView } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { WrenchRegular } from '@fluentui/react-icons/svg/wrench'
import { formatCount } from '../../../lib/format.ts'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  repair: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalXS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export const driftPath = ({ appId, kind }: Pick<DriftView, 'appId' | 'kind'>) => `/drift/${appId}/${kind}`

function RepairCell({ drift, onRepair }: { drift: DriftView; onRepair: ((drift: DriftView) => void) | undefined }) {
  const styles = useStyles()
  return (
    <span className={styles.repair}>
      <Text size={200} className={styles.quiet}>
        {drift.repair ?? texts.repair.cannot}
      </Text>
      {onRepair && drift.repair !== null && (
        <Button size="small" icon={<WrenchRegular />} onClick={() => onRepair(drift)}>
          {texts.repair.all(drift.count)}
          <VisuallyHidden>
            {' '}
            {drift.appName}, {texts.kinds[drift.kind]}
          </VisuallyHidden>
        </Button>
      )}
    </span>
  )
}

/** The columns of differences; with `onRepair` those that can be repaired offer it. */
export function driftColumns(onRepair: ((drift: DriftView) => void) | undefined): readonly Column<DriftView>[] {
  return [
    {
      id: 'app',
      label: texts.columns.app,
      sortKey: 'appName',
      width: '18%',
      render: (drift) => (
        <NameCell
          name={drift.appName}
          to={`/${drift.productType === 'Book' ? 'books' : 'apps'}/${drift.appId}`}
          second={drift.tokenName}
        />
      ),
    },
    {
      id: 'kind',
      label: texts.columns.kind,
      width: '16%',
      render: (drift) => <TextLink to={driftPath(drift)}>{texts.kinds[drift.kind]}</TextLink>,
    },
    {
      id: 'count',
      label: texts.columns.count,
      isNumber: true,
      width: '90px',
      render: (drift) => formatCount(drift.count),
    },
    { id: 'what', label: texts.columns.what, isWide: true, render: (drift) => drift.explanation },
    {
      id: 'repair',
      label: texts.columns.repair,
      isWide: true,
      render: (drift) => <RepairCell drift={drift} onRepair={onRepair} />,
    },
    {
      id: 'checked',
      label: texts.columns.checked,
      width: '11%',
      render: (drift) => <RelativeTime at={drift.checkedAt} />,
    },
  ]
}
