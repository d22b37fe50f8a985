import type { DeviceAppView } from '@pomona/contracts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { StandingLabel } from '../../../ui/standing-label.tsx'
import { texts } from '../texts.ts'

export const deviceAppColumns: readonly Column<DeviceAppView>[] = [
  {
    id: 'name',
    label: texts.apps.name,
    width: '26%',
    render: (app) => (
      <NameCell
        icon={<AssetIcon url={app.iconUrl} name={app.name} />}
        name={app.name}
        to={`/apps/${app.appId}`}
        second={app.tokenName}
      />
    ),
  },
  {
    id: 'standing',
    label: texts.apps.standing,
    width: '30%',
    render: (app) => <StandingLabel standing={app.standing} place={app.place} />,
  },
  {
    id: 'detail',
    label: texts.apps.detail,
    isWide: true,
    render: (app) => app.reason ?? texts.apps.meanings[app.standing],
  },
  { id: 'since', label: texts.apps.since, width: '16%', render: (app) => <RelativeTime at={app.since} /> },
]
