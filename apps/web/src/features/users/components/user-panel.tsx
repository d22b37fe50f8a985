import type { UserView } from '@pomona/contracts'
import { Button, Text } from '@fluentui/react-components'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useCreateUser } from '../api/create-user.ts'
import { useUpdateUser } from '../api/update-user.ts'
import { texts } from '../texts.ts'
import { bodyOf, isFieldError, isValidUser, UserFields } from './user-fields.tsx'
import type { UserDraft } from './user-fields.tsx'

type UserPanelProps = {
  title: string
  submitLabel: string
  failed: string
  initial: UserDraft
  change: { isPending: boolean; error: unknown; reset: () => void }
  children?: ReactNode
  onSubmit: (draft: UserDraft) => void
  onClose: () => void
}

function UserPanel(props: UserPanelProps) {
  const { title, submitLabel, failed, initial, change, children, onSubmit, onClose } = props
  const [draft, setDraft] = useState(initial)
  const [isTried, setIsTried] = useState(false)
  return (
    <SidePanel
      title={title}
      onClose={onClose}
      onSubmit={() => {
        setIsTried(true)
        if (isValidUser(draft) && !change.isPending) onSubmit(draft)
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
      <UserFields
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

export function AddUserPanel(props: { onAdded: (user: UserView) => void; onClose: () => void }) {
  const create = useCreateUser()
  return (
    <UserPanel
      title={texts.addTitle}
      submitLabel={texts.addSubmit}
      failed={texts.addFailed}
      initial={{ displayName: '', email: '', managedAppleId: '' }}
      change={create}
      onSubmit={(draft) => create.mutate(bodyOf(draft), { onSuccess: props.onAdded })}
      onClose={props.onClose}
    />
  )
}

export function EditUserPanel({ user, onClose }: { user: UserView; onClose: () => void }) {
  const update = useUpdateUser(user.id)
  const { displayName, email, managedAppleId } = user
  return (
    <UserPanel
      title={texts.editTitle}
      submitLabel={texts.save}
      failed={texts.saveFailed}
      initial={{ displayName, email, managedAppleId: managedAppleId ?? '' }}
      change={update}
      onSubmit={(draft) => update.mutate(bodyOf(draft), { onSuccess: onClose })}
      onClose={onClose}
    >
      {user.vppUsers.length > 0 && <Text>{texts.editApple}</Text>}
    </UserPanel>
  )
}
