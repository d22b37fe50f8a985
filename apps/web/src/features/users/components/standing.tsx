import type { VppUserView } from '@pomona/contracts'
import type { InvitationState } from '@pomona/domain'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import type { ReactNode } from 'react'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'

const tones: Record<InvitationState, Tone> = {
  registering: 'moving',
  invited: 'warning',
  accepted: 'neutral',
  failed: 'danger',
  retired: 'neutral',
}

const icons: Partial<Record<InvitationState, ReactNode>> = { invited: <ClockRegular />, accepted: <CheckmarkRegular /> }

/** How a person stands with one token; with its name in a list, where what is wrong is not told in words beside it. */
export function Standing({ user, withToken = false }: { user: VppUserView; withToken?: boolean }) {
  const { invitation, problem, tokenName } = user
  const tone = problem !== null && invitation !== 'registering' ? 'danger' : tones[invitation]
  return (
    <StateLabel tone={tone} {...(tone !== 'danger' && invitation in icons && { icon: icons[invitation] })}>
      {texts.standings[invitation]}
      {withToken && tone === 'danger' && invitation !== 'failed' && texts.needsAttention}
      {withToken && ` · ${tokenName}`}
    </StateLabel>
  )
}
