import type { AssetView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Section } from '../../../ui/section.tsx'
import { assignTexts as texts } from '../texts-assign.ts'
import type { DraftRow } from './assignment-draft.ts'
import { AssignmentRow } from './assignment-row.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type AssignmentListsProps = {
  app: AssetView
  saved: readonly DraftRow[]
  draft: readonly DraftRow[]
  isReadOnly: boolean
  onChange: (draft: readonly DraftRow[]) => void
}

/** Who is assigned to, and who is left out. */
export function AssignmentLists({ app, saved, draft, isReadOnly, onChange }: AssignmentListsProps) {
  const styles = useStyles()
  const savedKeys = new Set(saved.map(({ key }) => key))
  const rowsOf = (rows: readonly DraftRow[]) =>
    rows.map((row) => (
      <AssignmentRow
        key={row.key}
        app={app}
        row={row}
        isNew={!savedKeys.has(row.key)}
        isReadOnly={isReadOnly}
        onChange={(changed) => onChange(draft.map((other) => (other.key === changed.key ? changed : other)))}
        onRemove={() => onChange(draft.filter((other) => other.key !== row.key))}
      />
    ))
  const included = draft.filter(({ target }) => !target.exclude)
  const excluded = draft.filter(({ target }) => target.exclude)
  return (
    <div className={styles.root}>
      <Section title={texts.included}>
        {included.length > 0 ? (
          <div>{rowsOf(included)}</div>
        ) : (
          <EmptyState
            icon={<PeopleTeamRegular />}
            title={texts.none}
            text={isReadOnly ? texts.noneReader : texts.noneText[app.productType]}
          />
        )}
      </Section>
      {excluded.length > 0 && (
        <Section title={texts.excluded}>
          <Text size={200} className={styles.quiet}>
            {texts.excludedHint[app.productType]}
          </Text>
          <div>{rowsOf(excluded)}</div>
        </Section>
      )}
    </div>
  )
}
