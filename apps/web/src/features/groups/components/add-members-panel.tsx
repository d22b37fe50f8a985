import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { isApiError } from '../../../lib/api-error.ts'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useChangeMembers } from '../api/change-members.ts'
import { texts } from '../texts.ts'
import { AddBySearch } from './add-by-search.tsx'
import { SerialFaults } from './serial-faults.tsx'
import { faultsOf, readSerialLines, withoutSerials } from './serial-lines.ts'
import type { SerialLine } from './serial-lines.ts'

type AddMembersPanelProps = { groupId: string; onAdded: (count: number) => void; onClose: () => void }

/** Devices by search or by pasted serial numbers; all of them or none. */
export function AddMembersPanel({ groupId, onAdded, onClose }: AddMembersPanelProps) {
  const change = useChangeMembers(groupId)
  const [mode, setMode] = useState<'search' | 'serial'>('search')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState('')
  const [sent, setSent] = useState<readonly SerialLine[]>([])
  const [isTried, setIsTried] = useState(false)

  const lines = readSerialLines(text)
  const count = mode === 'search' ? chosen.size : lines.length
  const faults = isApiError(change.error) ? faultsOf(sent, change.error.details) : []

  const submit = () => {
    setIsTried(true)
    if (count === 0 || change.isPending) return
    setSent(lines)
    const body = mode === 'search' ? { addIds: [...chosen] } : { addSerialNumbers: lines.map(({ serial }) => serial) }
    change.mutate(body, { onSuccess: ({ added }) => onAdded(added) })
  }

  return (
    <SidePanel
      title={texts.add.title}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={change.isPending}>
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
      {faults.length > 0 ? (
        <SerialFaults
          faults={faults}
          total={sent.length}
          onDrop={() => {
            setText(withoutSerials(text, new Set(faults.map(({ serial }) => serial))))
            change.reset()
          }}
        />
      ) : (
        <ErrorNotice title={texts.add.failed} error={change.error} />
      )}
      {mode === 'search' ? (
        <AddBySearch chosen={chosen} onChange={setChosen} />
      ) : (
        <Field
          label={texts.add.serials}
          hint={lines.length > 0 ? texts.add.serialsCount(lines.length) : texts.add.serialsHint}
          validationMessage={isTried && lines.length === 0 ? texts.add.serialsMissing : null}
        >
          <Textarea
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
