import type { GroupView } from '@pomona/contracts'
import { groupKinds } from '@pomona/domain'
import type { GroupKind } from '@pomona/domain'
import { Button, Checkbox, makeStyles, SearchBox, Select, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useGroupChoices } from '../api/list-group-choices.ts'
import { assignTexts as texts } from '../texts-assign.ts'
import { keyOfChoice } from './assignment-draft.ts'
import type { TargetChoice } from './assignment-draft.ts'

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  search: { flexGrow: 1, maxWidth: '100%' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '44px',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  label: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type SelectGroupsPanelProps = {
  title: string
  /** Books are for people: only user groups are then offered (P16). */
  kind?: GroupKind | undefined
  /** All users and all devices, offered above the groups; only groups can be excluded. */
  everybody: readonly Exclude<TargetChoice, GroupView>[]
  /** What is in the list already and cannot be taken twice. */
  takenKeys: ReadonlySet<string>
  onSelect: (choices: TargetChoice[]) => void
  onClose: () => void
}

function secondLine(choice: TargetChoice): string {
  if (typeof choice === 'string') return texts.everybodyHint[choice]
  const count = choice.kind === 'user' ? texts.people : texts.devices
  return `${texts.groupKinds[choice.kind]} · ${count(choice.memberCount)}`
}

/** Whom to assign to: everybody, or groups of both kinds, several at once, across searches. */
export function SelectGroupsPanel(props: SelectGroupsPanelProps) {
  const { title, kind, everybody, takenKeys, onSelect, onClose } = props
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const [wantedKind, setWantedKind] = useState(kind)
  const [chosen, setChosen] = useState<ReadonlyMap<string, TargetChoice>>(new Map())
  const wanted = useDebounced(search.trim())
  const { data, error, isPending, refetch } = useGroupChoices({ search: wanted, kind: wantedKind })
  const isFiltered = wanted !== '' || wantedKind !== kind

  const toggle = (choice: TargetChoice) => {
    const next = new Map(chosen)
    if (!next.delete(keyOfChoice(choice))) next.set(keyOfChoice(choice), choice)
    setChosen(next)
  }
  const item = (choice: TargetChoice) => {
    const key = keyOfChoice(choice)
    const isTaken = takenKeys.has(key)
    return (
      <li key={key} className={styles.item}>
        <Checkbox
          checked={isTaken || chosen.has(key)}
          disabled={isTaken}
          onChange={() => toggle(choice)}
          label={
            <span className={styles.label}>
              <Text>{typeof choice === 'string' ? texts.everybody[choice] : choice.displayName}</Text>
              <Text size={200} className={styles.quiet}>
                {[secondLine(choice), isTaken && texts.panel.already].filter(Boolean).join(' · ')}
              </Text>
            </span>
          }
        />
      </li>
    )
  }

  return (
    <SidePanel
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (chosen.size > 0) onSelect([...chosen.values()])
      }}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={chosen.size === 0}>
            {texts.panel.choose([...chosen.values()])}
          </Button>
          <Button onClick={onClose}>{texts.panel.cancel}</Button>
        </>
      }
    >
      <div className={styles.filters}>
        <SearchBox
          className={styles.search}
          aria-label={texts.panel.search}
          placeholder={texts.panel.search}
          value={search}
          onChange={(_, { value }) => setSearch(value)}
        />
        {kind === undefined && (
          <Select
            aria-label={texts.panel.kind}
            value={wantedKind ?? ''}
            onChange={(_, { value }) => setWantedKind(groupKinds.find((candidate) => candidate === value))}
          >
            <option value="">{texts.panel.allKinds}</option>
            {groupKinds.map((value) => (
              <option key={value} value={value}>
                {texts.panel.kinds[value]}
              </option>
            ))}
          </Select>
        )}
      </div>
      {everybody.length > 0 && !isFiltered && (
        <ul className={styles.list} aria-label={texts.panel.everybody}>
          {everybody.map(item)}
        </ul>
      )}
      {isPending && <Spinner label="Loading" />}
      {error && !data && <ErrorState title={texts.panel.failed} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && isFiltered && <EmptyState title={texts.panel.noMatch} />}
      {data?.value.length === 0 && !isFiltered && (
        <EmptyState
          title={texts.panel.empty}
          text={texts.panel.emptyText}
          action={<LinkButton to="/groups">{texts.panel.emptyAction}</LinkButton>}
        />
      )}
      {data && data.value.length > 0 && (
        <ul className={styles.list} aria-label={texts.panel.label}>
          {data.value.map(item)}
        </ul>
      )}
      {data?.nextCursor && (
        <Text size={200} className={styles.quiet}>
          {texts.panel.more(data.value.length, data.totalCount)}
        </Text>
      )}
    </SidePanel>
  )
}
