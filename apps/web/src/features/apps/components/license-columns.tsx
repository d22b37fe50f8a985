import type { LicenseView } from '@pomona/contracts'
import type { ExplainSubject } from '../../../lib/explain-path.ts'
import { ExplainLink } from '../../../ui/explain-link.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { StandingLabel } from '../../../ui/standing-label.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'
import { LicenseDevice } from './license-device.tsx'

/** Whose license it is, in the words of the list. */
export function holderName({ person, deviceName, target }: LicenseView): string {
  return person?.displayName ?? deviceName ?? target
}

/** Of whom Explain can tell: devices and people of this console. */
function subjectOf({ person, deviceId }: LicenseView): ExplainSubject | undefined {
  if (person) return { userId: person.id }
  return deviceId === null ? undefined : { deviceId }
}

export function licenseColumns(app: { id: string; name: string }): readonly Column<LicenseView>[] {
  return [
    { id: 'device', label: texts.holder, render: (license) => <LicenseDevice license={license} /> },
    {
      id: 'standing',
      label: texts.standing,
      width: '240px',
      render: (license) => <StandingLabel standing={license.standing} place={license.place} />,
    },
    {
      id: 'detail',
      label: texts.detail,
      isWide: true,
      render: (license) => license.reason ?? (license.isUnassigned && !license.isForeign ? texts.unassigned : ''),
    },
    { id: 'since', label: texts.since, width: '150px', render: (license) => <RelativeTime at={license.since} /> },
    {
      id: 'explain',
      label: texts.explain,
      width: '88px',
      render: (license) => {
        const subject = subjectOf(license)
        return (
          subject && (
            <ExplainLink subject={subject} appId={app.id} appName={app.name} subjectName={holderName(license)} />
          )
        )
      },
    },
  ]
}
