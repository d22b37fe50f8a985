import type { GroupView } from '@pomona/contracts'
import { Button, Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { useMemo, useRef, useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { usePlanChange } from '../api/plan-group.ts'
import type { MemberChangeBody } from '../api/plan-group.ts'
import { memberTexts } from '../texts-members.ts'
import { texts } from '../texts.ts'
import { AddByFile } from './add-by-file.tsx'
import { AddByPaste } from './add-by-paste.tsx'
import { AddBySearch } from './add-by-search.tsx'
import { ChangeRefused } from './change-refused.tsx'
import { GroupPlan } from './group-plan.tsx'
import { namesOfFile } from './import-file.ts'
import type { ImportFile } from './import-file.ts'
import { readNames, refusedNames } from './member-lines.ts'
import { NameFaults } from './name-faults.tsx'

// The contract's bound on one request.
const addedAtOnce = 200_000

const modes = ['search', 'paste', 'file'] as const
type Mode = (typeof modes)[number]

type AddMembersPanelProps = {
  group: GroupView
  onAdded: (added: number, asked: number) => void
  onClose: () => void
}

/** Members by search, by pasted names or from a file; all of them or none, and only after the plan of it was shown. */
export function AddMembersPanel({ group, onAdded, onClose }: AddMembersPanelProps) {
  const { id: groupId, kind } = group
  const plan = usePlanChange(groupId)
  const change = useChangeMembers(groupId)
  const [mode, setMode] = useState<Mode>('search')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const [file, setFile] = useState<ImportFile | null>(null)
  const [isTried, setIsTried] = useState(false)
  const [isPlanned, setIsPlanned] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)

  const pasted = useMemo(() => readNames(kind, text), [kind, text])
  const imported = useMemo(() => namesOfFile(kind, file), [kind, file])
  const names = (mode === 'file' ? imported : pasted).lines
  const count = mode === 'search' ? chosen.size : names.length
  const isTooMany = count > addedAtOnce
  const body = (): MemberChangeBody => {
    if (mode === 'search') return { addIds: [...chosen] }
    const named = names.map(({ name }) => name)
    return kind === 'device' ? { addSerialNumbers: named } : { addEmails: named }
  }

  const refused = useMemo(
    () => refusedNames(plan.variables ?? {}, isApiError(plan.error) ? plan.error.details : []),
    [plan.variables, plan.error],
  )
  // As the names stand now: what has been corrected meanwhile is no longer complained about.
  const faults = mode === 'search' ? [] : names.filter(({ name }) => refused.has(name))

  const problem = () => {
    if (isTooMany) return memberTexts.names[kind].tooMany(addedAtOnce)
    if (!isTried || count > 0) return null
    return mode === 'file' ? memberTexts.file.missing : memberTexts.names[kind].missing
  }
  const work = () => plan.mutate(body(), { onSuccess: () => setIsPlanned(true) })
  const submit = () => {
    setIsTried(true)
    if (count === 0 || isTooMany || plan.isPending || change.isPending) return
    if (!isPlanned || !plan.data) work()
    else if (plan.data.added > 0) {
      change.mutate(
        { ...body(), planHash: plan.data.hash },
        {
          onSuccess: ({ added }) => onAdded(added, count),
          onError: (error) => {
            if (isApiError(error, 'plan_changed')) work()
            else if (isApiError(error, 'invalid_input')) setIsPlanned(false)
          },
        },
      )
    }
  }
  const dropUnknown = () => {
    setIsTried(false)
    if (mode === 'file' && file) setFile({ ...file, dropped: new Set([...file.dropped, ...refused]) })
    else {
      setText(names.flatMap(({ name }) => (refused.has(name) ? [] : [name])).join('\n'))
      box.current?.focus()
    }
  }
  const goBack = () => {
    setIsPlanned(false)
    change.reset()
    plan.reset()
  }
  const isBusy = plan.isPending || change.isPending
  const canAdd = isPlanned && (plan.data?.added ?? 0) > 0

  return (
    <SidePanel
      title={memberTexts.add.title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {(!isPlanned || canAdd) && (
            <Button type="submit" appearance="primary" disabledFocusable={isBusy || (mode === 'search' && count === 0)}>
              {isPlanned ? memberTexts.add.submit(kind, plan.data?.added ?? 0) : memberTexts.add.next(kind, count)}
            </Button>
          )}
          {isPlanned && (
            <Button disabledFocusable={change.isPending} onClick={goBack}>
              {memberTexts.add.back}
            </Button>
          )}
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      {isPlanned && plan.data ? (
        <>
          <ChangeRefused title={memberTexts.add.failed} error={change.error} />
          <Text>{memberTexts.add.joins(kind, plan.data.added, count)}</Text>
          {plan.data.added > 0 && <GroupPlan plan={plan.data} />}
        </>
      ) : (
        <>
          <Field label={memberTexts.add.by}>
            <RadioGroup
              layout="horizontal"
              value={mode}
              onChange={(_, { value }) => {
                plan.reset()
                setIsTried(false)
                setMode(modes.find((known) => known === value) ?? mode)
              }}
            >
              <Radio value="search" label={memberTexts.add.bySearch} />
              <Radio value="paste" label={memberTexts.names[kind].mode} />
              <Radio value="file" label={memberTexts.add.byFile} />
            </RadioGroup>
          </Field>
          {refused.size === 0 && <ErrorNotice title={memberTexts.add.failed} error={plan.error} />}
          {faults.length > 0 && (
            <NameFaults
              kind={kind}
              faults={faults}
              total={names.length}
              onDrop={dropUnknown}
              {...(mode === 'paste' && {
                onShow: ({ start = 0, end = 0 }) => {
                  box.current?.setSelectionRange(start, end)
                  box.current?.focus()
                },
              })}
            />
          )}
          {mode === 'search' && <AddBySearch groupId={groupId} kind={kind} chosen={chosen} onChange={setChosen} />}
          {mode === 'paste' && (
            <AddByPaste kind={kind} box={box} text={text} names={pasted} problem={problem()} onChange={setText} />
          )}
          {mode === 'file' && (
            <AddByFile kind={kind} file={file} names={imported} problem={problem()} onChange={setFile} />
          )}
        </>
      )}
    </SidePanel>
  )
}
