import { deleteUser, inviteUser, updateUser } from '@pomona/contracts'
import type { UserView } from '@pomona/contracts'
import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { MailRegular } from '@fluentui/react-icons/svg/mail'
import { useNavigate, useParams } from 'react-router'
import { isApiError } from '../../../lib/api-error.ts'
import { useMay } from '../../../lib/session.ts'
import { usePanel } from '../../../lib/use-panel.ts'
import { Blade } from '../../../ui/blade.tsx'
import { Commands } from '../../../ui/commands.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { KeyFacts } from '../../../ui/key-facts.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { useUser } from '../api/get-user.ts'
import { AtApple } from '../components/at-apple.tsx'
import { RegisterPanel } from '../components/register-panel.tsx'
import { RemoveUserDialog } from '../components/remove-user-dialog.tsx'
import { UserDevices } from '../components/user-devices.tsx'
import { UserIcon } from '../components/user-icon.tsx'
import { EditUserPanel } from '../components/user-panel.tsx'
import { texts } from '../texts.ts'

function Facts({ user }: { user: UserView }) {
  return (
    <KeyFacts
      facts={[
        {
          label: texts.facts.email,
          value: (
            <>
              {user.email} <CopyButton text={user.email} label={texts.facts.copy} />
            </>
          ),
        },
        { label: texts.facts.account, value: user.managedAppleId ?? texts.noAccount },
        { label: texts.facts.left, value: user.removedAt && <RelativeTime at={user.removedAt} /> },
      ]}
    />
  )
}

export function Component() {
  const { userId = '' } = useParams()
  const navigate = useNavigate()
  const { data: user, error, refetch } = useUser(userId)
  const { panel, open, close } = usePanel()
  const isHere = user?.removedAt === null
  const may = {
    edit: useMay(updateUser) && isHere,
    remove: useMay(deleteUser) && isHere,
    invite: useMay(inviteUser) && isHere,
  }
  const crumbs = [{ label: texts.title, to: '/users' }]

  if (error && (!user || isApiError(error, 'not_found'))) {
    return (
      <Blade title={texts.loadFailed} crumbs={crumbs}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Blade>
    )
  }
  const skeleton = (
    <Skeleton aria-label="Loading">
      <SkeletonItem size={72} />
    </Skeleton>
  )
  return (
    <Blade
      title={user?.displayName}
      crumbs={crumbs}
      icon={<UserIcon isLarge />}
      state={user && !isHere && <StateLabel tone="neutral">{texts.left}</StateLabel>}
      facts={
        user && (
          <>
            {texts.facts.devices(user.deviceCount)} · {texts.facts.added} <RelativeTime at={user.createdAt} />
          </>
        )
      }
      commands={
        <Commands
          moreLabel="More"
          commands={[
            may.invite && {
              id: 'register',
              label: texts.register.command,
              icon: <MailRegular />,
              onClick: () => open('register'),
            },
            may.edit && { id: 'edit', label: texts.edit, icon: <EditRegular />, onClick: () => open('edit') },
            may.remove && {
              id: 'remove',
              label: texts.remove.command,
              icon: <DeleteRegular />,
              isDestructive: true,
              onClick: () => open('remove'),
            },
          ]}
        />
      }
    >
      {user && !isHere && <Notice>{texts.leftNotice}</Notice>}
      <Section title={texts.facts.title}>{user ? <Facts user={user} /> : skeleton}</Section>
      <Section title={texts.apple.title}>{user ? <AtApple user={user} /> : skeleton}</Section>
      <Section title={texts.devices.title}>
        <UserDevices userId={userId} />
      </Section>
      {user && may.invite && panel === 'register' && <RegisterPanel user={user} onClose={close} />}
      {user && may.edit && panel === 'edit' && <EditUserPanel user={user} onClose={close} />}
      {user && may.remove && panel === 'remove' && (
        <RemoveUserDialog
          user={user}
          onRemoved={() => void navigate('/users', { replace: true, state: { removedUser: user.displayName } })}
          onCancel={close}
        />
      )}
    </Blade>
  )
}
