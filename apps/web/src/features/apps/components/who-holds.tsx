import type { LicenseView } from '@pomona/contracts'
import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { ShortList } from '../../../ui/short-list.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Section } from '../../../ui/section.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useLicenses } from '../api/list-licenses.ts'
import { texts } from '../texts.ts'
import { useAssetKind } from './asset-kind.ts'
import { LicenseDevice } from './license-device.tsx'

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(380px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const device: Column<LicenseView> = {
  id: 'device',
  label: texts.who.device,
  render: (license) => <LicenseDevice license={license} />,
}
const since: Column<LicenseView> = {
  id: 'since',
  label: texts.who.since,
  width: '130px',
  render: (license) => <RelativeTime at={license.since} />,
}
const place: Column<LicenseView> = {
  id: 'place',
  label: texts.who.place,
  isNumber: true,
  width: '72px',
  render: (license) => (license.place === null ? '' : formatCount(license.place)),
}
const shown = 8

type SideProps = { appId: string; standing: 'waiting' | 'held'; isFollowed: boolean }

function Side({ appId, standing, isFollowed }: SideProps) {
  const styles = useStyles()
  const { data, error, isPending, refetch } = useLicenses(appId, { standing, limit: shown }, isFollowed)
  const title = standing === 'waiting' ? texts.who.waiting : texts.who.held
  const count = data ? ` (${formatCount(data.totalCount)})` : ''
  const all = `/${useAssetKind()}/${appId}/licenses?standing=${standing}`
  return (
    <Section
      title={`${title}${count}`}
      aside={data && data.totalCount > shown && <TextLink to={all}>{texts.who.all}</TextLink>}
    >
      {isPending && <Spinner size="tiny" label="Loading" />}
      {error && !data && <ErrorState title={texts.who.failed} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && (
        <Text className={styles.quiet}>{standing === 'waiting' ? texts.who.nobodyWaits : texts.who.nobodyHolds}</Text>
      )}
      {data && data.value.length > 0 && (
        <ShortList
          label={title}
          columns={standing === 'waiting' ? [place, device, since] : [device, since]}
          items={data.value}
          keyOf={({ licenseType, target }) => `${licenseType} ${target}`}
        />
      )}
    </Section>
  )
}

/** Beside the assignments: who waits, with their place, and who holds a license. */
export function WhoHolds({ appId, isFollowed }: { appId: string; isFollowed: boolean }) {
  const styles = useStyles()
  return (
    <div className={styles.columns}>
      <Side appId={appId} standing="waiting" isFollowed={isFollowed} />
      <Side appId={appId} standing="held" isFollowed={isFollowed} />
    </div>
  )
}
