import type { RevocationView } from '@pomona/contracts'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { StateLabel } from '../../../ui/state-label.tsx'
import { lifeTexts } from '../texts-life.ts'

const texts = lifeTexts.revocations

export function RevocationState({ revocation }: { revocation: RevocationView }) {
  if (revocation.state === 'running') return <StateLabel tone="moving">{texts.running}</StateLabel>
  if (revocation.failedCount > 0) return <StateLabel tone="warning">{texts.doneFailed}</StateLabel>
  return (
    <StateLabel tone="neutral" icon={<CheckmarkRegular />}>
      {texts.done}
    </StateLabel>
  )
}
