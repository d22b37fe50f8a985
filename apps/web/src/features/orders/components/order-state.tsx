import type { OrderView } from '@pomona/contracts'
import type { OrderState } from '@pomona/domain'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { MailRegular } from '@fluentui/react-icons/svg/mail'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle'
import type { ReactElement } from 'react'
import { formatOrdinal } from '../../../lib/format.ts'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { texts } from '../texts.ts'

const looks: Record<OrderState, { tone: Tone; icon?: ReactElement }> = {
  awaitingAcceptance: { tone: 'neutral', icon: <MailRegular /> },
  waiting: { tone: 'warning', icon: <ClockRegular /> },
  awaitingRemoval: { tone: 'neutral', icon: <ClockRegular /> },
  reserved: { tone: 'moving' },
  sent: { tone: 'moving' },
  unknown: { tone: 'warning', icon: <QuestionCircleRegular /> },
  confirmed: { tone: 'neutral', icon: <CheckmarkRegular /> },
  failed: { tone: 'danger' },
  canceled: { tone: 'neutral', icon: <SubtractCircleRegular /> },
}

/** How far an order has come, with the place of one that stands in line. */
export function OrderStateLabel({ state, place }: Pick<OrderView, 'state' | 'place'>) {
  const word = texts.states[state]
  return <StateLabel {...looks[state]}>{place === null ? word : texts.place(word, formatOrdinal(place))}</StateLabel>
}
