import type { GroupView } from '@pomona/contracts'
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useCreateGroup } from '../api/create-group.ts'
import { useUpdateGroup } from '../api/update-group.ts'
import { texts } from '../texts.ts'
import { GroupFields, isValidGroup } from './group-fields.tsx'

type PanelProps = {
  title: string
  submitLabel: string
  failed: string
  initial: { displayName: string; description: string }
  isBusy: boolean
  error: unknown
  onSubmit: (draft: { displayName: string; description: string }) => void
  onClose: () => void
}

function GroupPanel({ title, submitLabel, failed, initial, isBusy, error, onSubmit, onClose }: PanelProps) {
  const [draft, setDraft] = useState(initial)
  const [isTried, setIsTried] = useState(false)
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      onSubmit={() => {
        setIsTried(true)
        if (isValidGroup(draft) && !isBusy) onSubmit(draft)
      }}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {submitLabel}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      <ErrorNotice title={failed} error={error} />
      <GroupFields draft={draft} isTried={isTried} error={error} onChange={setDraft} />
    </SidePanel>
  )
}

/** Groups hold devices; groups of people come with the people. */
export function CreateGroupPanel(props: { onCreated: (group: GroupView) => void; onClose: () => void }) {
  const create = useCreateGroup()
  return (
    <GroupPanel
      title={texts.create}
      submitLabel={texts.createSubmit}
      failed={texts.createFailed}
      initial={{ displayName: '', description: '' }}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={(draft) => create.mutate({ ...draft, kind: 'device' }, { onSuccess: props.onCreated })}
      onClose={props.onClose}
    />
  )
}

export function EditGroupPanel({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const update = useUpdateGroup(group.id)
  return (
    <GroupPanel
      title={texts.edit}
      submitLabel={texts.save}
      failed={texts.saveFailed}
      initial={{ displayName: group.displayName, description: group.description }}
      isBusy={update.isPending}
      error={update.error}
      onSubmit={(draft) => update.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
