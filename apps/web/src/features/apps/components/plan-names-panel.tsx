import type { AssignmentInput, PlanItem, PlanView } from '@pomona/contracts'
import { Button, makeStyles, SearchBox, Select, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { formatCount, formatOrdinal } from '../../../lib/format.ts'
import { useCursorPages } from '../../../lib/use-cursor-pages.ts'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { pageSize } from '../../../lib/use-list-state.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { NameCell } from '../../../ui/name-cell.tsx'
import { Pager } from '../../../ui/pager.tsx'
import { OutcomeLabel, outcomeWords, presentOutcomes } from '../../../ui/plan-outcomes.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { usePlanItems } from '../api/plan-assignments.ts'
import { assignTexts } from '../texts-assign.ts'
import { planTexts } from '../texts-plan.ts'
import type { Shown } from './plan-panel.tsx'

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  search: { flexGrow: 1, maxWidth: '100%' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  stale: { opacity: 0.6 },
  item: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, alignItems: 'flex-start' },
  name: { flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const words = planTexts.names

/** The device, or the person where the license is theirs. */
function Name({ item: { device, person } }: { item: PlanItem }) {
  if (device) {
    const second = [device.serialNumber, person && words.of(person.displayName)].filter(Boolean).join(' · ')
    return <NameCell name={device.name} to={`/devices/${device.id}`} second={second} />
  }
  if (person) return <NameCell name={person.displayName} to={`/users/${person.id}`} second={person.email} />
  return <NameCell name={words.none} />
}

function Item({ item, isMixed }: { item: PlanItem; isMixed: boolean }) {
  const styles = useStyles()
  const how = [
    item.intent && assignTexts.intents[item.intent],
    item.licenseType && item.intent !== 'uninstall' && assignTexts.licenseTypes[item.licenseType],
  ].filter(Boolean)
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <div className={styles.name}>
          <Name item={item} />
        </div>
        {isMixed && <OutcomeLabel outcome={item.outcome} />}
        {item.place !== null && <span>{words.place(formatOrdinal(item.place))}</span>}
      </div>
      {how.length > 0 && (
        <Text size={200} className={styles.quiet}>
          {how.join(' · ')}
        </Text>
      )}
      {item.reason && <Text size={200}>{item.reason}</Text>}
    </li>
  )
}

type PlanNamesPanelProps = {
  appId: string
  assignments: AssignmentInput[]
  plan: PlanView | undefined
  initial: Shown
  onClose: () => void
}

/** The names behind the numbers of the plan, by outcome or conflict, page by page. */
export function PlanNamesPanel({ appId, assignments, plan, initial, onClose }: PlanNamesPanelProps) {
  const styles = useStyles()
  const [show, setShow] = useState(initial)
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim())
  const pages = useCursorPages(`${show} ${search}`)
  const { data, error, isPending, isPlaceholderData, refetch } = usePlanItems(appId, {
    assignments,
    show,
    limit: pageSize,
    ...(search && { search }),
    ...(pages.cursor !== undefined && { cursor: pages.cursor }),
  })
  const counts = presentOutcomes(plan?.outcomes ?? [])
  const choices: { value: Shown; label: string; count: number | undefined }[] = counts.map(({ outcome, count }) => ({
    value: outcome,
    label: outcomeWords[outcome].label,
    count,
  }))
  if (plan && plan.conflictCount > 0) {
    choices.push({ value: 'conflict', label: words.conflict, count: plan.conflictCount })
  }
  if (!choices.some(({ value }) => value === show)) {
    const label = show === 'conflict' ? words.conflict : outcomeWords[show].label
    choices.push({ value: show, label, count: undefined })
  }

  return (
    <SidePanel title={words.title} onClose={onClose}>
      <div className={styles.filters}>
        <Select
          aria-label={words.show}
          value={show}
          onChange={(_, { value }) => setShow(choices.find((choice) => choice.value === value)?.value ?? show)}
        >
          {choices.map(({ value, label, count }) => (
            <option key={value} value={value}>
              {count === undefined ? label : `${label} (${formatCount(count)})`}
            </option>
          ))}
        </Select>
        <SearchBox
          className={styles.search}
          aria-label={words.search}
          placeholder={words.search}
          value={typed}
          onChange={(_, { value }) => setTyped(value)}
        />
      </div>
      <Text className={styles.quiet}>{show === 'conflict' ? words.conflictMeaning : outcomeWords[show].meaning}</Text>
      {isPending && <Spinner label="Loading" />}
      {error && !data && <ErrorState title={words.failed} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && (
        <EmptyState
          title={search ? words.noMatch : words.empty}
          {...(search && { action: <Button onClick={() => setTyped('')}>{words.clear}</Button> })}
        />
      )}
      {data && data.value.length > 0 && (
        <>
          <ul className={styles.list} aria-label={words.label} aria-busy={isPlaceholderData}>
            {data.value.map((item) => (
              <Item key={item.id} item={item} isMixed={show === 'conflict'} />
            ))}
          </ul>
          <Pager
            list={pages}
            shown={data.value.length}
            totalCount={data.totalCount}
            nextCursor={data.nextCursor}
            isLoading={isPlaceholderData}
          />
        </>
      )}
    </SidePanel>
  )
}
