import type { LicenseView } from '@pomona/contracts'
import { ClockRegular } from '@fluentui/react-icons/svg/clock'
import { KeyRegular } from '@fluentui/react-icons/svg/key'
import { MailRegular } from '@fluentui/react-icons/svg/mail'
import type { ReactNode } from 'react'
import { formatOrdinal } from '../lib/format.ts'
import { StateLabel } from './state-label.tsx'
import type { Tone } from './state-label.tsx'

const looks: Record<LicenseView['standing'], { tone: Tone; icon?: ReactNode }> = {
  held: { tone: 'neutral', icon: <KeyRegular /> },
  promised: { tone: 'moving' },
  waiting: { tone: 'warning', icon: <ClockRegular /> },
  awaitingAcceptance: { tone: 'neutral', icon: <MailRegular /> },
  awaitingRemoval: { tone: 'neutral', icon: <ClockRegular /> },
  returning: { tone: 'moving' },
  failed: { tone: 'danger' },
}

/** What each standing is called, everywhere. */
export const standingWords: Record<LicenseView['standing'], string> = {
  held: 'Held',
  promised: 'Promised',
  waiting: 'Waiting',
  awaitingAcceptance: 'Waiting for the invitation',
  awaitingRemoval: 'Waiting for the app’s removal',
  returning: 'Being given back',
  failed: 'Failed',
}

/** How a device stands with a license: icon, word and, in line, the place. */
export function StandingLabel({ standing, place }: Pick<LicenseView, 'standing' | 'place'>) {
  const word = standingWords[standing]
  return (
    <StateLabel {...looks[standing]}>{place === null ? word : `${word}, ${formatOrdinal(place)} in line`}</StateLabel>
  )
}
