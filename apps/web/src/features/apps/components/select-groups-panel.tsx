import type { GroupView } from '@pomona/contracts'
import { Button, Checkbox, makeStyles, SearchBox, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useDeviceGroups } from '../api/list-device-groups.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  search: { maxWidth: '100%' },
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
  /** Groups that are in the list already and cannot be taken twice. */
  takenIds: ReadonlySet<string>
  onSelect: (groups: GroupView[]) => void
  onClose: () => void
}

/** Device groups to choose from, several at once, across searches. */
export function SelectGroupsPanel({ title, takenIds, onSelect, onClose }: SelectGroupsPanelProps) {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlyMap<string, GroupView>>(new Map())
  const wanted = useDebounced(search.trim())
  const { data, error, isPending, refetch } = useDeviceGroups(wanted)

  const toggle = (group: GroupView) => {
    const next = new Map(chosen)
    if (!next.delete(group.id)) next.set(group.id, group)
    setChosen(next)
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
            {texts.panel.choose(chosen.size)}
          </Button>
          <Button onClick={onClose}>{texts.panel.cancel}</Button>
        </>
      }
    >
      <SearchBox
        className={styles.search}
        aria-label={texts.panel.search}
        placeholder={texts.panel.search}
        value={search}
        onChange={(_, { value }) => setSearch(value)}
      />
      {isPending && <Spinner label="Loading" />}
      {error && !data && <ErrorState title={texts.panel.failed} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && wanted !== '' && <EmptyState title={texts.panel.noMatch} />}
      {data?.value.length === 0 && wanted === '' && (
        <EmptyState
          title={texts.panel.empty}
          text={texts.panel.emptyText}
          action={<LinkButton to="/groups">{texts.panel.emptyAction}</LinkButton>}
        />
      )}
      {data && data.value.length > 0 && (
        <ul className={styles.list} aria-label={texts.panel.label}>
          {data.value.map((group) => {
            const isTaken = takenIds.has(group.id)
            const second = [texts.assign.devices(group.memberCount), isTaken && texts.panel.already]
            return (
              <li key={group.id} className={styles.item}>
                <Checkbox
                  checked={isTaken || chosen.has(group.id)}
                  disabled={isTaken}
                  onChange={() => toggle(group)}
                  label={
                    <span className={styles.label}>
                      <Text>{group.displayName}</Text>
                      <Text size={200} className={styles.quiet}>
                        {second.filter(Boolean).join(' · ')}
                      </Text>
                    </span>
                  }
                />
              </li>
            )
          })}
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
