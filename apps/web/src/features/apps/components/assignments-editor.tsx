import { putAssignments } from '@pomona/contracts'
import type { AssetView, PlanView } from '@pomona/contracts'
import { planOutcomes } from '@pomona/domain'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons/svg/add'
import { SaveRegular } from '@fluentui/react-icons/svg/save'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import { useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { useUnsavedGuard } from '../../../lib/use-unsaved-guard.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { UnsavedDialog } from '../../../ui/unsaved-dialog.tsx'
import type { LoadedAssignments } from '../api/get-assignments.ts'
import { usePlan } from '../api/plan-assignments.ts'
import { usePutAssignments } from '../api/put-assignments.ts'
import { texts as appTexts } from '../texts.ts'
import { assignTexts as texts } from '../texts-assign.ts'
import { planTexts } from '../texts-plan.ts'
import { isSameDraft, toDraft, toInput, toRow } from './assignment-draft.ts'
import type { DraftRow, TargetChoice } from './assignment-draft.ts'
import { AssignmentLists } from './assignment-lists.tsx'
import { PlanMoved } from './plan-moved.tsx'
import { PlanNamesPanel } from './plan-names-panel.tsx'
import { PlanPanel } from './plan-panel.tsx'
import type { Shown } from './plan-panel.tsx'
import { SelectGroupsPanel } from './select-groups-panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 360px',
    gap: tokens.spacingHorizontalXL,
    alignItems: 'start',
    '@media (max-width: 1180px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What was saved: how many lines, and the plan by which, if there was one. */
export type Saved = { lines: number; plan: PlanView | undefined }

type AssignmentsEditorProps = {
  app: AssetView
  loaded: LoadedAssignments
  onSaved: (saved: Saved) => void
  onReload: () => void
}

const shownOf = (panel: string | null): Shown | undefined =>
  ([...planOutcomes, 'conflict'] as const).find((shown) => panel === `plan-${shown}`)

/** The assignment list of one app or book, saved as one, guarded by its ETag and by the plan that was shown (P14, P16, P19). */
export function AssignmentsEditor({ app, loaded, onSaved, onReload }: AssignmentsEditorProps) {
  const styles = useStyles()
  const mayAssign = useMay(putAssignments)
  const put = usePutAssignments(app.id)
  const { panel, open, close } = usePanel()
  const saved = toDraft(loaded.assignments)
  const [draft, setDraft] = useState<readonly DraftRow[]>(saved)
  const [before, setBefore] = useState<PlanView>()
  const assignments = toInput(draft)
  const plan = usePlan(app.id, assignments, loaded.etag)
  const isDirty = !isSameDraft(saved, draft)
  const { blocker } = useUnsavedGuard(isDirty)
  const isOutdated = isApiError(put.error, 'precondition_failed')
  const hasMoved = isApiError(put.error, 'plan_changed')
  const isBook = app.productType === 'Book'
  const shown = shownOf(panel)
  const mayTry = isDirty && !put.isPending && !isOutdated
  const maySave = mayTry && (plan.isFresh || plan.error !== null)

  const edit = (next: readonly DraftRow[]) => {
    setDraft(next)
    if (!isOutdated) put.reset()
  }
  const add = (choices: TargetChoice[]) => {
    edit([...draft, ...choices.map((choice) => toRow(choice, app, panel === 'exclude'))])
    close()
  }
  const save = () => {
    if (!maySave) return
    const by = plan.isFresh ? plan.plan : undefined
    setBefore(by)
    // By the promise and not by mutate's own callback: with the new ETag this editor is replaced by a fresh one.
    void put.mutateAsync({ assignments, etag: loaded.etag, planHash: by?.hash }).then(
      () => onSaved({ lines: draft.length, plan: by }),
      (error: unknown) => {
        if (isApiError(error, 'plan_changed')) void plan.refetch()
      },
    )
  }

  return (
    <div className={styles.root}>
      {mayAssign && (
        <CommandBar>
          <Button appearance={isDirty ? 'secondary' : 'primary'} icon={<AddRegular />} onClick={() => open('groups')}>
            {texts.select}
          </Button>
          <Button appearance="subtle" icon={<SubtractCircleRegular />} onClick={() => open('exclude')}>
            {texts.exclude}
          </Button>
          <Button
            appearance={isDirty ? 'primary' : 'secondary'}
            icon={<SaveRegular />}
            disabledFocusable={!maySave}
            onClick={save}
          >
            {put.isPending ? texts.saving : plan.error ? texts.saveWithoutPlan : texts.save}
          </Button>
          {isDirty && (
            <Button appearance="subtle" onClick={() => edit(saved)}>
              {texts.discard}
            </Button>
          )}
          {mayTry && !plan.error && (
            <Text size={200} className={styles.quiet}>
              {plan.isFresh && plan.plan ? `${planTexts.saves(plan.plan.outcomes)}.` : planTexts.working}
            </Text>
          )}
        </CommandBar>
      )}
      {isBook && (
        <Notice intent="warning" title={appTexts.book.title}>
          {appTexts.book.text}
        </Notice>
      )}
      {!isBook && !app.deviceAssignable && <Notice title={texts.peopleOnly.title}>{texts.peopleOnly.text}</Notice>}
      {isOutdated && (
        <Notice
          intent="warning"
          title={texts.changed.title}
          actions={<Button onClick={onReload}>{texts.changed.reload}</Button>}
        >
          {texts.changed.text}
        </Notice>
      )}
      <PlanMoved error={put.error} before={before} plan={plan} />
      {!isOutdated && !hasMoved && <ErrorNotice title={texts.saveFailed} error={put.error} />}
      <div className={styles.columns}>
        <AssignmentLists app={app} saved={saved} draft={draft} isReadOnly={!mayAssign} onChange={edit} />
        <PlanPanel app={app} plan={plan} isDirty={isDirty} onShow={(wanted) => open(`plan-${wanted}`)} />
      </div>
      {mayAssign && (panel === 'groups' || panel === 'exclude') && (
        <SelectGroupsPanel
          title={panel === 'groups' ? texts.panel.includeTitle : texts.panel.excludeTitle}
          kind={isBook ? 'user' : undefined}
          everybody={panel === 'exclude' ? [] : isBook ? ['allUsers'] : ['allUsers', 'allDevices']}
          takenKeys={new Set(draft.map(({ key }) => key))}
          onSelect={add}
          onClose={close}
        />
      )}
      {shown && (
        <PlanNamesPanel appId={app.id} assignments={assignments} plan={plan.plan} initial={shown} onClose={close} />
      )}
      <UnsavedDialog blocker={blocker} what={texts.unsaved} />
    </div>
  )
}
