import { Checkbox, makeStyles, SearchBox, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useDeviceChoices } from '../api/list-device-choices.ts'
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

type AddBySearchProps = { chosen: ReadonlySet<string>; onChange: (chosen: ReadonlySet<string>) => void }

export function AddBySearch({ chosen, onChange }: AddBySearchProps) {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const wanted = useDebounced(search.trim())
  const { data, error, isPending, refetch } = useDeviceChoices(wanted)
  return (
    <>
      <SearchBox
        className={styles.search}
        aria-label={texts.add.search}
        placeholder={texts.add.search}
        value={search}
        onChange={(_, { value }) => setSearch(value)}
      />
      {isPending && <Spinner label="Loading" />}
      {error && !data && <ErrorState title={texts.add.failedLoad} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && <EmptyState title={wanted ? texts.add.noMatch : texts.add.noDevices} />}
      {data && data.value.length > 0 && (
        <ul className={styles.list} aria-label={texts.add.list}>
          {data.value.map((device) => (
            <li key={device.id} className={styles.item}>
              <Checkbox
                checked={chosen.has(device.id)}
                onChange={() => {
                  const next = new Set(chosen)
                  if (!next.delete(device.id)) next.add(device.id)
                  onChange(next)
                }}
                label={
                  <span className={styles.label}>
                    <Text>{device.name}</Text>
                    <Text size={200} className={styles.quiet}>
                      {[device.serialNumber, device.model].filter(Boolean).join(' · ')}
                    </Text>
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
      {data?.nextCursor && (
        <Text size={200} className={styles.quiet}>
          {texts.add.more(data.value.length, data.totalCount)}
        </Text>
      )}
    </>
  )
}
