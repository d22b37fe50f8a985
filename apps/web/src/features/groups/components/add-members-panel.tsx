import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { useMemo, useRef, useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { texts } from '../texts.ts'
import { AddBySearch } from './add-by-search.tsx'
import { SerialFaults } from './serial-faults.tsx'
import { readSerials, refusedSerials } from './serial-lines.ts'

// The contract's bound on one request.
const addedAtOnce = 200_000

type AddMembersPanelProps = {
  groupId: string
  onAdded: (added: number, asked: number) => void
  onClose: () => void
}

/** Devices by search or by pasted serial numbers; all of them or none. */
export function AddMembersPanel({ groupId, onAdded, onClose }: AddMembersPanelProps) {
  const change = useChangeMembers(groupId)
  const [mode, setMode] = useState<'search' | 'serial'>('search')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)

  const { lines, repeatedCount } = useMemo(() => readSerials(text), [text])
  const count = mode === 'search' ? chosen.size : lines.length
  const isTooMany = count > addedAtOnce
  const refused = refusedSerials(
    change.variables?.addSerialNumbers ?? [],
    isApiError(change.error) ? change.error.details : [],
  )
  // As the text stands now: what has been corrected meanwhile is no longer complained about.
  const faults = lines.filter(({ serial }) => refused.has(serial))

  const serialProblem = () => {
    if (isTooMany) return texts.add.serialsTooMany(addedAtOnce)
    return isTried && count === 0 ? texts.add.serialsMissing : null
  }

  const submit = () => {
    setIsTried(true)
    if (count === 0 || isTooMany || change.isPending) return
    const body = mode === 'search' ? { addIds: [...chosen] } : { addSerialNumbers: lines.map(({ serial }) => serial) }
    change.mutate(body, { onSuccess: ({ added }) => onAdded(added, count) })
  }

  return (
    <SidePanel
      title={texts.add.title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={change.isPending || (mode === 'search' && count === 0)}
          >
            {texts.add.submit(count)}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      <Field label={texts.add.by}>
        <RadioGroup
          layout="horizontal"
          value={mode}
          onChange={(_, { value }) => {
            change.reset()
            setIsTried(false)
            setMode(value === 'serial' ? 'serial' : 'search')
          }}
        >
          <Radio value="search" label={texts.add.bySearch} />
          <Radio value="serial" label={texts.add.bySerial} />
        </RadioGroup>
      </Field>
      {refused.size === 0 && <ErrorNotice title={texts.add.failed} error={change.error} />}
      {faults.length > 0 && (
        <SerialFaults
          faults={faults}
          total={lines.length}
          onShow={({ start, end }) => {
            box.current?.setSelectionRange(start, end)
            box.current?.focus()
          }}
          onDrop={() => {
            const known = lines.filter(({ serial }) => !refused.has(serial))
            setText(known.map(({ serial }) => serial).join('\n'))
            setIsTried(false)
            box.current?.focus()
          }}
        />
      )}
      {mode === 'search' ? (
        <AddBySearch groupId={groupId} chosen={chosen} onChange={setChosen} />
      ) : (
        <Field
          label={texts.add.serials}
          hint={lines.length > 0 ? texts.add.serialsCount(lines.length, repeatedCount) : texts.add.serialsHint}
          validationMessage={serialProblem()}
        >
          <Textarea
            textarea={{ ref: box }}
            rows={12}
            resize="vertical"
            spellCheck={false}
            value={text}
            onChange={(_, { value }) => setText(value)}
          />
        </Field>
      )}
    </SidePanel>
  )
}
