import { inviteUser } from '@pomona/contracts'
import type { UserView, VppUserView } from '@pomona/contracts'
import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ShortList } from '../../../ui/short-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useInviteUser } from '../api/invite-user.ts'
import { texts } from '../texts.ts'
import { InvitationCell } from './invitation-cell.tsx'
import { Standing } from './standing.tsx'

const useStyles = makeStyles({
  standing: { display: 'flex', flexDirection: 'column', alignItems: 'start', rowGap: tokens.spacingVerticalXXS },
  problem: { overflowWrap: 'anywhere' },
})

function StandingCell({ user }: { user: VppUserView }) {
  const styles = useStyles()
  return (
    <div className={styles.standing}>
      <Standing user={user} />
      {user.problem !== null && (
        <Text size={200} className={styles.problem}>
          {user.problem}
        </Text>
      )}
    </div>
  )
}

/** How a person stands with each token by which Apple knows them. */
export function AtApple({ user }: { user: UserView }) {
  const mayInvite = useMay(inviteUser) && user.removedAt === null
  const invite = useInviteUser(user.id)
  const again = user.vppUsers.find(({ tokenId }) => tokenId === invite.variables)
  const columns: readonly Column<VppUserView>[] = [
    {
      id: 'token',
      label: texts.apple.token,
      width: '18%',
      render: (vppUser) => <TextLink to={`/tokens/${vppUser.tokenId}`}>{vppUser.tokenName}</TextLink>,
    },
    {
      id: 'standing',
      label: texts.apple.standing,
      width: '28%',
      isWide: true,
      render: (vppUser) => <StandingCell user={vppUser} />,
    },
    {
      id: 'invitation',
      label: texts.apple.invitation,
      isWide: true,
      render: (vppUser) => (
        <InvitationCell
          user={vppUser}
          mayInvite={mayInvite}
          isBusy={invite.isPending}
          onInvite={() => invite.mutate(vppUser.tokenId)}
        />
      ),
    },
    {
      id: 'licenses',
      label: texts.apple.licenses,
      isNumber: true,
      width: '96px',
      render: (vppUser) => formatCount(vppUser.licenseCount),
    },
  ]
  if (user.vppUsers.length === 0) return <EmptyState title={texts.apple.none} text={texts.apple.noneText} />
  return (
    <>
      <ErrorNotice title={texts.apple.sendFailed} error={invite.error} />
      {invite.isSuccess && again?.invitation === 'invited' && (
        <Notice intent="success" title={texts.apple.sent(user.displayName)}>
          {texts.apple.sentNext(user.email)}
        </Notice>
      )}
      <ShortList label={texts.apple.label} columns={columns} items={user.vppUsers} keyOf={({ id }) => id} />
    </>
  )
}
