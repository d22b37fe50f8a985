import type { TokenView } from '@pomona/contracts'
import type { FreshnessKind } from '@pomona/domain'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { PulseRegular } from '@fluentui/react-icons/svg/pulse'
import type { ReactNode } from 'react'
import { StateLabel } from '../../../ui/state-label.tsx'
import type { Tone } from '../../../ui/state-label.tsx'
import { historyTexts as texts } from '../texts-history.ts'

const looks: Record<FreshnessKind, { tone: Tone; icon?: ReactNode }> = {
  live: { tone: 'neutral', icon: <PulseRegular /> },
  catchingUp: { tone: 'moving' },
  polling: { tone: 'neutral', icon: <ClockRegular /> },
  never: { tone: 'neutral', icon: <CircleRegular /> },
}

/** How fresh what is shown of a token is (P13). */
export function FreshnessLabel({ freshness }: { freshness: TokenView['freshness'] }) {
  return <StateLabel {...looks[freshness.kind]}>{texts.freshness.kinds[freshness.kind]}</StateLabel>
}
