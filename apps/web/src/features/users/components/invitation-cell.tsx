import type { VppUserView } from '@pomona/contracts'
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { RelativeTime, useNow } from '../../../ui/relative-time.tsx'
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    rowGap: tokens.spacingVerticalXS,
    minWidth: 0,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  address: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type InvitationCellProps = {
  user: VppUserView
  mayInvite: boolean
  isBusy: boolean
  onInvite: () => void
}

/** Where a person accepts, for handing out, and what can be done about it. */
export function InvitationCell({ user, mayInvite, isBusy, onInvite }: InvitationCellProps) {
  const styles = useStyles()
  const { invitation, invitationUrl, invitedAt, tokenName } = user
  const invite = (label: string, name: string) =>
    mayInvite && (
      <Button size="small" aria-label={name} disabledFocusable={isBusy} onClick={() => !isBusy && onInvite()}>
        {label}
      </Button>
    )
  if (invitation === 'failed') return invite(texts.apple.tryAgain, texts.apple.tryAgainFor(tokenName))
  if (invitation !== 'invited') {
    const meanings = {
      registering: texts.apple.registering,
      accepted: invitedAt === null ? texts.apple.silent : texts.apple.nothing,
      retired: texts.apple.nothing,
    }
    return <Text className={styles.quiet}>{meanings[invitation]}</Text>
  }
  return (
    <div className={styles.root}>
      {invitationUrl === null ? (
        <Text className={styles.quiet}>{texts.apple.noLink}</Text>
      ) : (
        <span className={styles.address}>{invitationUrl}</span>
      )}
      <span className={styles.line}>
        {invitationUrl !== null && <CopyButton text={invitationUrl} label={texts.apple.copyLink} />}
        {invitedAt !== null && (
          <Text size={200} className={styles.quiet}>
            {texts.apple.since} <RelativeTime at={invitedAt} />
          </Text>
        )}
        <SendAgain user={user} invite={invite} />
      </span>
    </div>
  )
}

type SendAgainProps = { user: VppUserView; invite: (label: string, name: string) => React.ReactNode }

/** Not before the pause is over, and until then how long it still is. */
function SendAgain({ user, invite }: SendAgainProps) {
  const styles = useStyles()
  const now = useNow(5_000)
  if (user.resendFrom === null) return null
  const minutes = Math.ceil((new Date(user.resendFrom).getTime() - now.getTime()) / 60_000)
  if (minutes <= 0) return invite(texts.apple.sendAgain, texts.apple.sendAgainFor(user.tokenName))
  return (
    <Text size={200} className={styles.quiet}>
      · {texts.apple.sendAgainIn(minutes)}
    </Text>
  )
}
