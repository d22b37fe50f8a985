import type { CheckStatus } from '@pomona/domain'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import type { ReactElement } from 'react'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'

const looks: Record<CheckStatus, { tone: Tone; icon?: ReactElement }> = {
  passed: { tone: 'success' },
  failed: { tone: 'danger' },
  waiting: { tone: 'warning', icon: <ClockRegular /> },
  unknown: { tone: 'neutral', icon: <QuestionCircleRegular /> },
  skipped: { tone: 'neutral', icon: <SubtractCircleRegular /> },
}

/** How a check came out: a shape and a word of its own for each, and a color. */
export function CheckStatusLabel({ status, words }: { status: CheckStatus; words: Record<CheckStatus, string> }) {
  return <StateLabel {...looks[status]}>{words[status]}</StateLabel>
}
