import type { DriftItem } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { WrenchRegular } from '@fluentui/react-icons/svg/wrench'
import { ExplainLink } from '../../../ui/explain-link.tsx'
import { licenseTypeWords } from '../../../ui/licensed-apps.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { texts } from '../texts.ts'

export const keyOfItem = ({ licenseType, target }: DriftItem) => `${licenseType} ${target}`

/** Who it is, by the name that people know. */
export function nameOfItem({ device, person, target }: DriftItem): string {
  return device?.name ?? person?.displayName ?? target
}

function Who({ item }: { item: DriftItem }) {
  const { device, person, target } = item
  const to = device ? `/devices/${device.id}` : person ? `/users/${person.id}` : undefined
  const second = !device && !person ? texts.items.unknown : item.licenseType === 'device' ? target : undefined
  return <NameCell name={nameOfItem(item)} {...(to && { to })} {...(second !== undefined && { second })} />
}

function Why({ item, app }: { item: DriftItem; app: { id: string; name: string } }) {
  const { device, person } = item
  const subject = device ? { deviceId: device.id } : person ? { userId: person.id } : undefined
  if (!subject) return ''
  return <ExplainLink subject={subject} appId={app.id} appName={app.name} subjectName={nameOfItem(item)} />
}

type ItemColumnsOptions = {
  app: { id: string; name: string }
  onRepair: ((item: DriftItem) => void) | undefined
}

/** The columns of who differs; each leads to Explain and, with `onRepair`, is repaired by itself. */
export function itemColumns({ app, onRepair }: ItemColumnsOptions): readonly Column<DriftItem>[] {
  const columns: Column<DriftItem>[] = [
    { id: 'name', label: texts.items.name, width: '24%', render: (item) => <Who item={item} /> },
    { id: 'type', label: texts.items.type, width: '13%', render: (item) => licenseTypeWords[item.licenseType] },
    { id: 'what', label: texts.items.what, isWide: true, render: (item) => item.explanation },
    {
      id: 'since',
      label: texts.items.since,
      width: '12%',
      render: (item) => (item.since === null ? '–' : <RelativeTime at={item.since} />),
    },
    { id: 'why', label: texts.items.why, width: '80px', render: (item) => <Why item={item} app={app} /> },
  ]
  if (!onRepair) return columns
  return [
    ...columns,
    {
      id: 'repair',
      label: texts.columns.repair,
      width: '110px',
      render: (item) => (
        <Button size="small" icon={<WrenchRegular />} onClick={() => onRepair(item)}>
          {texts.repair.one} <VisuallyHidden>{nameOfItem(item)}</VisuallyHidden>
        </Button>
      ),
    },
  ]
}
