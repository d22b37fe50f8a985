import { licenseStandings, listLicenses, revokeLicenses } from '@pomona/contracts'
import type { LicenseView } from '@pomona/contracts'
import type { LicenseType } from '@pomona/domain'
import { Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { KeyMultipleRegular } from '@fluentui/react-icons/svg/key-multiple'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { listQueryOf } from '../../../lib/list-query.ts'
import { useMay } from '../../../lib/session.ts'
import { useListState } from '../../../lib/use-list-state.ts'
import { CommandBar } from '../../../ui/command-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-state.tsx'
import type { Column, Selection } from '../../../ui/list-columns.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { StandingLabel, standingWords } from '../../../ui/standing-label.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useApp } from '../api/get-app.ts'
import { useLicenses } from '../api/list-licenses.ts'
import { useRevokeLicenses } from '../api/revoke-licenses.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import { LicenseDevice } from '../components/license-device.tsx'
import { ReleaseDialog } from '../components/release-dialog.tsx'
import { ReleaseResult } from '../components/release-result.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})

const columns: readonly Column<LicenseView>[] = [
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
  {
    id: 'since',
    label: texts.since,
    width: '150px',
    render: (license) => <RelativeTime at={license.since} />,
  },
]

const keyOf = ({ licenseType, target }: LicenseView) => `${licenseType} ${target}`

/** The selected licenses as the route names them: devices by serial number, people by Apple's name for them. */
function targetsOf(keys: ReadonlySet<string>) {
  const of = (type: LicenseType) =>
    [...keys].filter((key) => key.startsWith(`${type} `)).map((key) => key.slice(type.length + 1))
  const [serialNumbers, clientUserIds] = [of('device'), of('user')]
  return { ...(serialNumbers.length > 0 && { serialNumbers }), ...(clientUserIds.length > 0 && { clientUserIds }) }
}

// The contract's bound on one request.
const releasedAtOnce = 1_000

export function Component() {
  const styles = useStyles()
  const { appId = '' } = useParams()
  const kind = useAssetKind()
  const { data: app } = useApp(appId)
  const list = useListState({ filters: ['standing'], defaultSort: 'standing' })
  const licenses = useLicenses(appId, listQueryOf(listLicenses.query, list), (app?.promisedCount ?? 0) > 0)
  const release = useRevokeLicenses(appId)
  const mayRelease = useMay(revokeLicenses) && app?.revocable === true
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<'selected' | 'all' | null>(null)
  const navigate = useNavigate()
  const selection: Selection<LicenseView> = {
    selectedKeys: selected,
    onChange: setSelected,
    labelOf: (license) => license.person?.displayName ?? license.deviceName ?? license.target,
    isSelectable: (license) => license.standing === 'held',
  }
  const isTooMany = selected.size > releasedAtOnce

  return (
    <div className={styles.root}>
      {mayRelease && (
        <CommandBar
          apart={
            (app?.assignedCount ?? 0) > 0 && (
              <Button appearance="subtle" icon={<ArrowUndoRegular />} onClick={() => setAsked('all')}>
                {texts.releaseAll}
              </Button>
            )
          }
        >
          <Button
            icon={<ArrowUndoRegular />}
            disabledFocusable={selected.size === 0 || isTooMany}
            onClick={() => setAsked('selected')}
          >
            {texts.release}
          </Button>
          {selected.size > 0 && (
            <>
              <Text>{texts.selected(selected.size)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Set())}>
                {texts.clear}
              </Button>
            </>
          )}
          {isTooMany && <Text>{texts.tooMany}</Text>}
        </CommandBar>
      )}
      {release.data && release.data.revocation === null && <ReleaseResult result={release.data} />}
      <ErrorNotice title={texts.failed} error={release.error} />
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={licenses}
        list={list}
        columns={columns}
        keyOf={keyOf}
        searchLabel={texts.search}
        filters={
          <Select
            aria-label={texts.standing}
            value={list.filters['standing'] ?? ''}
            onChange={(_, { value }) => list.setFilter('standing', value)}
          >
            <option value="">{texts.all}</option>
            {licenseStandings.map((standing) => (
              <option key={standing} value={standing}>
                {standingWords[standing]}
              </option>
            ))}
          </Select>
        }
        selection={mayRelease ? selection : undefined}
        empty={
          <EmptyState
            icon={<KeyMultipleRegular />}
            title={texts.empty}
            text={kind === 'books' ? texts.emptyBook : texts.emptyText}
            action={kind === 'apps' && <LinkButton to={`/apps/${appId}/assignments`}>{texts.emptyAction}</LinkButton>}
          />
        }
      />
      <ReleaseDialog
        appName={app?.name ?? ''}
        count={asked === 'all' ? (app?.assignedCount ?? 0) : selected.size}
        isOpen={asked !== null}
        isBusy={release.isPending}
        onConfirm={() =>
          release.mutate(asked === 'all' ? { all: true } : targetsOf(selected), {
            onSuccess: ({ revocation }) => {
              setSelected(new Set())
              if (revocation) void navigate(`/tokens/${revocation.tokenId}/revocations/${revocation.id}`)
            },
            onSettled: () => setAsked(null),
          })
        }
        onCancel={() => setAsked(null)}
      />
    </div>
  )
}
