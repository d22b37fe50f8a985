import type { DeviceAppView } from '@pomona/contracts'
import type { LicenseType, ProductType } from '@pomona/domain'
import type { ExplainSubject } from '../lib/explain-path.ts'
import { AssetIcon } from './asset-icon.tsx'
import { ExplainLink } from './explain-link.tsx'
import type { Column } from './list-columns.ts'
import { NameCell } from './name-cell.tsx'
import { RelativeTime } from './relative-time.tsx'
import { StandingLabel } from './standing-label.tsx'

/** What a standing means where nothing more is known. */
const meanings: Record<DeviceAppView['standing'], string> = {
  held: '–',
  promised: 'Apple is being asked to give the license.',
  waiting: 'Served in this order as licenses are bought or given back.',
  awaitingAcceptance: 'The person has to accept Apple’s invitation first. No license is used until then.',
  awaitingRemoval: 'The license goes back once the app is gone from the device.',
  returning: 'Apple is being asked to take the license back.',
  failed: '–',
}

/** Whose the license is. */
export const licenseTypeWords: Record<LicenseType, string> = { device: 'Device license', user: 'User license' }

type LicensedApp = DeviceAppView & { productType?: ProductType }

export const keyOfLicensedApp = ({ appId, licenseType }: LicensedApp) => `${appId} ${licenseType}`

/** The licenses of one device or person, app by app: how it stands, on whom the license is, why it stands so. */
export function licensedAppColumns<App extends LicensedApp>(
  subject: ExplainSubject,
  subjectName: string,
): readonly Column<App>[] {
  return [
    {
      id: 'name',
      label: 'App',
      width: '22%',
      render: (app) => (
        <NameCell
          icon={<AssetIcon url={app.iconUrl} name={app.name} />}
          name={app.name}
          to={`/${app.productType === 'Book' ? 'books' : 'apps'}/${app.appId}`}
          second={app.tokenName}
        />
      ),
    },
    {
      id: 'standing',
      label: 'License',
      width: '20%',
      render: (app) => <StandingLabel standing={app.standing} place={app.place} />,
    },
    { id: 'type', label: 'License type', width: '12%', render: (app) => licenseTypeWords[app.licenseType] },
    { id: 'detail', label: 'Details', isWide: true, render: (app) => app.reason ?? meanings[app.standing] },
    { id: 'since', label: 'Since', width: '12%', render: (app) => <RelativeTime at={app.since} /> },
    {
      id: 'explain',
      label: 'Why',
      width: '80px',
      render: (app) => <ExplainLink subject={subject} appId={app.appId} appName={app.name} subjectName={subjectName} />,
    },
  ]
}
