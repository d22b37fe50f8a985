import type { EnrollmentState } from '@pomona/domain'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { StateLabel } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'

export function EnrollmentLabel({ state }: { state: EnrollmentState }) {
  return (
    <StateLabel tone="neutral" {...(state === 'enrolled' && { icon: <CheckmarkRegular /> })}>
      {texts.enrollments[state]}
    </StateLabel>
  )
}
