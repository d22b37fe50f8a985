import type { GroupView } from '@pomona/contracts'
import type { GroupKind } from '@pomona/domain'
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useCreateGroup } from '../api/create-group.ts'
import { useUpdateGroup } from '../api/update-group.ts'
import { texts } from '../texts.ts'
import { GroupFields, isFieldError, isValidGroup, KindField } from './group-fields.tsx'
import type { GroupDraft } from './group-fields.tsx'

type GroupPanelProps = {
  title: string
  submitLabel: string
  failed: string
  initial: GroupDraft
  change: { isPending: boolean; error: unknown; reset: () => void }
  children?: ReactNode
  onSubmit: (draft: GroupDraft) => void
  onClose: () => void
}

function GroupPanel(props: GroupPanelProps) {
  const { title, submitLabel, failed, initial, change, children, onSubmit, onClose } = props
  const [draft, setDraft] = useState(initial)
  const [isTried, setIsTried] = useState(false)
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      onSubmit={() => {
        setIsTried(true)
        if (isValidGroup(draft) && !change.isPending) onSubmit(draft)
      }}
      footer={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={change.isPending}>
            {submitLabel}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </>
      }
    >
      {!isFieldError(change.error) && <ErrorNotice title={failed} error={change.error} />}
      <GroupFields
        draft={draft}
        isTried={isTried}
        error={change.error}
        onChange={(next) => {
          setDraft(next)
          // What was refused is no longer what stands in the fields.
          if (change.error) change.reset()
        }}
      />
      {children}
    </SidePanel>
  )
}

export function CreateGroupPanel(props: { onCreated: (group: GroupView) => void; onClose: () => void }) {
  const create = useCreateGroup()
  const [kind, setKind] = useState<GroupKind>('device')
  return (
    <GroupPanel
      title={texts.create}
      submitLabel={texts.createSubmit}
      failed={texts.createFailed}
      initial={{ displayName: '', description: '' }}
      change={create}
      onSubmit={(draft) => create.mutate({ ...draft, kind }, { onSuccess: props.onCreated })}
      onClose={props.onClose}
    >
      <KindField kind={kind} onChange={setKind} />
    </GroupPanel>
  )
}

export function EditGroupPanel({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const update = useUpdateGroup(group.id)
  return (
    <GroupPanel
      title={texts.editTitle}
      submitLabel={texts.save}
      failed={texts.saveFailed}
      initial={{ displayName: group.displayName, description: group.description }}
      change={update}
      onSubmit={(draft) => update.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
