import type { AssetView } from '@pomona/contracts'
import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { formatCount } from '../../../lib/format.ts'
import { AssetIcon } from '../../../ui/asset-icon.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import type { Column } from '../../../ui/list-columns.ts'
import { NameCell } from '../../../ui/name-cell.tsx'
import { PlusTag } from '../../../ui/plus-tag.tsx'
import { Section } from '../../../ui/section.tsx'
import { ShortList } from '../../../ui/short-list.tsx'
import { TextLink } from '../../../ui/text-link.tsx'
import { useGroupApps } from '../api/list-group-apps.ts'
import { texts } from '../texts.ts'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } })

const shown = 10

const columns: readonly Column<AssetView>[] = [
  {
    id: 'name',
    label: texts.apps.name,
    render: (app) => (
      <NameCell
        icon={<AssetIcon url={app.iconUrl} name={app.name} />}
        name={app.name}
        tag={<PlusTag pricingParam={app.pricingParam} />}
        to={`/apps/${app.id}/assignments`}
      />
    ),
  },
  {
    id: 'token',
    label: texts.apps.token,
    render: (app) => <TextLink to={`/tokens/${app.tokenId}`}>{app.tokenName}</TextLink>,
  },
  {
    id: 'waiting',
    label: texts.apps.waiting,
    isNumber: true,
    width: '140px',
    render: (app) => formatCount(app.waitingCount),
  },
]

/** Which apps name the group in their assignments, each leading there. */
export function GroupApps({ groupId }: { groupId: string }) {
  const styles = useStyles()
  const { data, error, isPending, refetch } = useGroupApps(groupId, shown)
  return (
    <Section
      title={texts.apps.title}
      aside={
        data &&
        data.totalCount > shown && (
          <TextLink to={`/apps?groupId=${groupId}`}>{texts.apps.all(data.totalCount)}</TextLink>
        )
      }
    >
      {isPending && <Spinner size="tiny" label="Loading" />}
      {error && !data && <ErrorState title={texts.apps.failed} error={error} onRetry={() => void refetch()} />}
      {data?.value.length === 0 && <Text className={styles.quiet}>{texts.apps.none}</Text>}
      {data && data.value.length > 0 && (
        <ShortList label={texts.apps.title} columns={columns} items={data.value} keyOf={(app) => app.id} />
      )}
    </Section>
  )
}
