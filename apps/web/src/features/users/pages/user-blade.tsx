import { deleteUser, inviteUser, revokeUserLicenses, updateUser } from '@pomona/contracts'
import type { UserView } from '@pomona/contracts'
import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { MailRegular } from '@fluentui/react-icons/svg/mail'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
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
import { RevokedNotice } from '../../../ui/revoked-notice.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateLabel } from '../../../ui/state-label.tsx'
import { useUser } from '../api/get-user.ts'
import { useRevokeUserLicenses } from '../api/revoke-user-licenses.ts'
import { AtApple } from '../components/at-apple.tsx'
import { RegisterPanel } from '../components/register-panel.tsx'
import { RemoveUserDialog } from '../components/remove-user-dialog.tsx'
import { RevokeUserDialog } from '../components/revoke-user-dialog.tsx'
import { UserApps } from '../components/user-apps.tsx'
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
    revoke: useMay(revokeUserLicenses) && isHere,
  }
  const revoke = useRevokeUserLicenses(userId)
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
            {
              id: 'explain',
              label: texts.explain,
              icon: <QuestionCircleRegular />,
              onClick: () => void navigate(`/explain?userId=${userId}`),
            },
            may.revoke && {
              id: 'revoke',
              label: texts.revoke.command,
              icon: <ArrowUndoRegular />,
              isDestructive: true,
              onClick: () => open('revoke'),
            },
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
      {revoke.data && <RevokedNotice items={revoke.data.value} />}
      <Section title={texts.facts.title}>{user ? <Facts user={user} /> : skeleton}</Section>
      <Section title={texts.apple.title}>{user ? <AtApple user={user} /> : skeleton}</Section>
      <Section title={texts.devices.title}>
        <UserDevices userId={userId} />
      </Section>
      <Section title={texts.apps.title}>
        <UserApps userId={userId} userName={user?.displayName ?? ''} />
      </Section>
      {user && may.revoke && panel === 'revoke' && (
        <RevokeUserDialog userId={userId} userName={user.displayName} revoke={revoke} onDone={close} onCancel={close} />
      )}
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
