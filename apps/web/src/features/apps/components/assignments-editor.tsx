import { putAssignments } from '@pomona/contracts'
import type { AssetView, GroupView } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team'
import { SaveRegular } from '@fluentui/react-icons/svg/save'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { useUnsavedGuard } from '../../../lib/use-unsaved-guard.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Section } from '../../../ui/section.tsx'
import { UnsavedDialog } from '../../../ui/unsaved-dialog.tsx'
import type { LoadedAssignments } from '../api/get-assignments.ts'
import { usePutAssignments } from '../api/put-assignments.ts'
import { texts } from '../texts.ts'
import { isSameDraft, toDraft, toInput, toRow } from './assignment-draft.ts'
import type { DraftRow } from './assignment-draft.ts'
import { AssignmentRow } from './assignment-row.tsx'
import { EffectPanel } from './effect-panel.tsx'
import { SelectGroupsPanel } from './select-groups-panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 320px',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (max-width: 1180px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  lists: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type AssignmentsEditorProps = {
  app: AssetView
  loaded: LoadedAssignments
  onSaved: (groups: number) => void
  onReload: () => void
}

/** The assignment list of one app, saved as one and guarded by its ETag (P14). */
export function AssignmentsEditor({ app, loaded, onSaved, onReload }: AssignmentsEditorProps) {
  const styles = useStyles()
  const mayAssign = useMay(putAssignments)
  const put = usePutAssignments(app.id)
  const { panel, open, close } = usePanel()
  const saved = toDraft(loaded.assignments)
  const [draft, setDraft] = useState<readonly DraftRow[]>(saved)
  const isDirty = !isSameDraft(saved, draft)
  const { blocker } = useUnsavedGuard(isDirty)
  const isOutdated = isApiError(put.error, 'precondition_failed')
  const savedKeys = new Set(saved.map(({ key }) => key))
  const isReadOnly = !mayAssign

  const change = (row: DraftRow) => setDraft(draft.map((other) => (other.key === row.key ? row : other)))
  const remove = (row: DraftRow) => setDraft(draft.filter((other) => other.key !== row.key))
  const add = (groups: GroupView[]) => {
    setDraft([...draft, ...groups.map((group) => toRow(group, panel === 'exclude'))])
    close()
  }
  const save = () => {
    if (!isDirty || put.isPending || isOutdated) return
    const groups = draft.filter(({ target }) => !target.exclude).length
    // By the promise and not by mutate's own callback: with the new ETag this editor is replaced by a fresh one.
    void put.mutateAsync({ assignments: toInput(draft), etag: loaded.etag }).then(
      () => onSaved(groups),
      () => {},
    )
  }
  const rowsOf = (rows: readonly DraftRow[]) =>
    rows.map((row) => (
      <AssignmentRow
        key={row.key}
        row={row}
        isNew={!savedKeys.has(row.key)}
        isReadOnly={isReadOnly}
        onChange={change}
        onRemove={() => remove(row)}
      />
    ))
  const included = draft.filter(({ target }) => !target.exclude)
  const excluded = draft.filter(({ target }) => target.exclude)

  return (
    <div className={styles.root}>
      {mayAssign && (
        <CommandBar>
          <Button
            appearance={isDirty ? 'secondary' : 'primary'}
            icon={<AddRegular />}
            disabledFocusable={!app.deviceAssignable}
            onClick={() => open('groups')}
          >
            {texts.assign.select}
          </Button>
          <Button
            appearance="subtle"
            icon={<SubtractCircleRegular />}
            disabledFocusable={!app.deviceAssignable}
            onClick={() => open('exclude')}
          >
            {texts.assign.exclude}
          </Button>
          <Button
            appearance={isDirty ? 'primary' : 'secondary'}
            icon={<SaveRegular />}
            disabledFocusable={!isDirty || put.isPending || isOutdated}
            onClick={save}
          >
            {put.isPending ? texts.assign.saving : texts.assign.save}
          </Button>
          {isDirty && (
            <Button appearance="subtle" onClick={() => setDraft(saved)}>
              {texts.assign.discard}
            </Button>
          )}
        </CommandBar>
      )}
      {!app.deviceAssignable && (
        <Notice intent="warning" title={texts.assign.notAssignable.title}>
          {texts.assign.notAssignable.text}
        </Notice>
      )}
      {isOutdated && (
        <Notice
          intent="warning"
          title={texts.assign.changed.title}
          actions={<Button onClick={onReload}>{texts.assign.changed.reload}</Button>}
        >
          {texts.assign.changed.text}
        </Notice>
      )}
      {put.error && !isOutdated && <ErrorNotice title={texts.assign.saveFailed} error={put.error} />}
      <div className={styles.columns}>
        <div className={styles.lists}>
          <Section title={texts.assign.included}>
            {included.length > 0 ? (
              <div>{rowsOf(included)}</div>
            ) : (
              <EmptyState
                icon={<PeopleTeamRegular />}
                title={texts.assign.none}
                text={mayAssign ? texts.assign.noneText : texts.assign.noneReader}
              />
            )}
          </Section>
          {excluded.length > 0 && (
            <Section title={texts.assign.excluded}>
              <Text size={200} className={styles.quiet}>
                {texts.assign.excludedHint}
              </Text>
              <div>{rowsOf(excluded)}</div>
            </Section>
          )}
        </div>
        <EffectPanel app={app} saved={saved} draft={draft} isDirty={isDirty} />
      </div>
      {mayAssign && (panel === 'groups' || panel === 'exclude') && (
        <SelectGroupsPanel
          title={panel === 'groups' ? texts.panel.includeTitle : texts.panel.excludeTitle}
          takenIds={new Set(draft.map(({ key }) => key))}
          onSelect={add}
          onClose={close}
        />
      )}
      <UnsavedDialog blocker={blocker} what={texts.assign.unsaved} />
    </div>
  )
}
