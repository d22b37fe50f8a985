import type { GroupKind } from '@pomona/domain'
import { Button, Checkbox, makeStyles, SearchBox, Spinner, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMemberChoices } from '../api/list-member-choices.ts'
import { memberTexts } from '../texts-members.ts'
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
  kind: GroupKind
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Devices or people to tick, several at once, across searches. */
export function AddBySearch({ groupId, kind, chosen, onChange }: AddBySearchProps) {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const wanted = useDebounced(search.trim())
  const { page, memberIds, error, retry } = useMemberChoices(groupId, kind, wanted)
  const open = (page?.choices ?? []).filter(({ id }) => !memberIds.has(id))
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
        aria-label={memberTexts.add.search[kind]}
        placeholder={memberTexts.add.search[kind]}
        value={search}
        onChange={(_, { value }) => setSearch(value)}
        onKeyDown={(event) => {
          // Enter ends the typing; it must not send the form around it.
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      {!page && !error && <Spinner label="Loading" />}
      {!page && error && <ErrorState title={memberTexts.add.failedLoad} error={error} onRetry={retry} />}
      {page?.choices.length === 0 && <EmptyState title={memberTexts.add[wanted ? 'noMatch' : 'none'][kind]} />}
      {page && page.choices.length > 0 && (
        <div>
          <div className={styles.head}>
            <Checkbox
              label={memberTexts.add.allShown(open.length)}
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
          <ul className={styles.list} aria-label={memberTexts.add.list[kind]}>
            {page.choices.map((choice) => {
              const isMember = memberIds.has(choice.id)
              const second = [...choice.second, isMember && memberTexts.add.already]
              return (
                <li key={choice.id} className={styles.item}>
                  <Checkbox
                    checked={isMember || chosen.has(choice.id)}
                    disabled={isMember}
                    onChange={(_, data) => toggle([choice.id], data.checked === true)}
                    label={
                      <span className={styles.label}>
                        <Text>{choice.name}</Text>
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
      {page?.hasMore && (
        <Text size={200} className={styles.quiet}>
          {memberTexts.add.more(page.choices.length, page.totalCount)}
        </Text>
      )}
    </>
  )
}
