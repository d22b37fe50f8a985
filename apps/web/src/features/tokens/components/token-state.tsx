import type { TokenState } from '@pomona/domain'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'

export const tokenTones: Record<TokenState, Tone> = {
  valid: 'neutral',
  expiring: 'warning',
  expired: 'danger',
  revoked: 'danger',
  invalid: 'danger',
  assignedToExternalMdm: 'danger',
  readOnly: 'warning',
}

export function TokenStateLabel({ state }: { state: TokenState }) {
  return (
    <StateLabel tone={tokenTones[state]} {...(state === 'valid' && { icon: <CheckmarkRegular /> })}>
      {texts.states[state]}
    </StateLabel>
  )
}
