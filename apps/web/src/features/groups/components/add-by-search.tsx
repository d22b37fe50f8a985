import { Button, Checkbox, makeStyles, SearchBox, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useDeviceChoices } from '../api/list-device-choices.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  search: { maxWidth: '100%' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '32px',
  },
  clear: { marginInlineStart: 'auto' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  item: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '44px',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  label: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type AddBySearchProps = {
  groupId: string
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Devices to tick, several at once, across searches. */
export function AddBySearch({ groupId, chosen, onChange }: AddBySearchProps) {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const wanted = useDebounced(search.trim())
  const { page, memberIds, error, retry } = useDeviceChoices(groupId, wanted)
  const open = (page?.value ?? []).filter(({ id }) => !memberIds.has(id))
  const chosenHere = open.filter(({ id }) => chosen.has(id))

  const toggle = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (isOn) next.add(id)
      else next.delete(id)
    }
    onChange(next)
  }

  return (
    <>
      <SearchBox
        className={styles.search}
        aria-label={texts.add.search}
        placeholder={texts.add.search}
        value={search}
        onChange={(_, { value }) => setSearch(value)}
        onKeyDown={(event) => {
          // Enter ends the typing; it must not send the form around it.
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      {!page && !error && <Spinner label="Loading" />}
      {!page && error && <ErrorState title={texts.add.failedLoad} error={error} onRetry={retry} />}
      {page?.value.length === 0 && <EmptyState title={wanted ? texts.add.noMatch : texts.add.noDevices} />}
      {page && page.value.length > 0 && (
        <div>
          <div className={styles.head}>
            <Checkbox
              label={texts.add.allShown(open.length)}
              disabled={open.length === 0}
              checked={chosenHere.length === 0 ? false : chosenHere.length === open.length || 'mixed'}
              onChange={() =>
                toggle(
                  open.map(({ id }) => id),
                  chosenHere.length < open.length,
                )
              }
            />
            {chosen.size > 0 && (
              <>
                <Text className={styles.clear}>{texts.members.selected(chosen.size)}</Text>
                <Button size="small" appearance="subtle" onClick={() => onChange(new Set())}>
                  {texts.members.clear}
                </Button>
              </>
            )}
          </div>
          <ul className={styles.list} aria-label={texts.add.list}>
            {page.value.map((device) => {
              const isMember = memberIds.has(device.id)
              const second = [device.serialNumber, device.model, isMember && texts.add.already]
              return (
                <li key={device.id} className={styles.item}>
                  <Checkbox
                    checked={isMember || chosen.has(device.id)}
                    disabled={isMember}
                    onChange={(_, data) => toggle([device.id], data.checked === true)}
                    label={
                      <span className={styles.label}>
                        <Text>{device.name}</Text>
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
        </div>
      )}
      {page?.nextCursor && (
        <Text size={200} className={styles.quiet}>
          {texts.add.more(page.value.length, page.totalCount)}
        </Text>
      )}
    </>
  )
}
