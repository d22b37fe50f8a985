import { licenseStandings, listLicenses, revokeLicenses } from '@pomona/contracts'
import type { LicenseView } from '@pomona/contracts'
import { Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { ArrowUndoRegular } from '@fluentui/react-icons/svg/arrow-undo'
import { KeyMultipleRegular } from '@fluentui/react-icons/svg/key-multiple'
import { useState } from 'react'
import { useParams } from 'react-router'
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
import { texts } from '../texts.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})

const columns: readonly Column<LicenseView>[] = [
  { id: 'device', label: texts.licenses.holder, render: (license) => <LicenseDevice license={license} /> },
  {
    id: 'standing',
    label: texts.licenses.standing,
    width: '240px',
    render: (license) => <StandingLabel standing={license.standing} place={license.place} />,
  },
  {
    id: 'detail',
    label: texts.licenses.detail,
    isWide: true,
    render: (license) => license.reason ?? (license.isUnassigned ? texts.licenses.unassigned : ''),
  },
  {
    id: 'since',
    label: texts.licenses.since,
    width: '150px',
    render: (license) => <RelativeTime at={license.since} />,
  },
]

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
  const [isAsking, setIsAsking] = useState(false)
  const selection: Selection<LicenseView> = {
    selectedKeys: selected,
    onChange: setSelected,
    labelOf: (license) => license.deviceName ?? license.target,
    isSelectable: (license) => license.standing === 'held' && license.licenseType === 'device',
  }
  const isTooMany = selected.size > releasedAtOnce

  return (
    <div className={styles.root}>
      {mayRelease && (
        <CommandBar>
          <Button
            icon={<ArrowUndoRegular />}
            disabledFocusable={selected.size === 0 || isTooMany}
            onClick={() => setIsAsking(true)}
          >
            {texts.licenses.release}
          </Button>
          {selected.size > 0 && (
            <>
              <Text>{texts.licenses.selected(selected.size)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Set())}>
                {texts.licenses.clear}
              </Button>
            </>
          )}
          {isTooMany && <Text>{texts.licenses.tooMany}</Text>}
        </CommandBar>
      )}
      {release.data && <ReleaseResult result={release.data} />}
      <ErrorNotice title={texts.licenses.failed} error={release.error} />
      <ResourceList
        label={texts.licenses.title}
        noun={texts.licenses.noun}
        query={licenses}
        list={list}
        columns={columns}
        keyOf={(license) => license.target}
        searchLabel={texts.licenses.search}
        filters={
          <Select
            aria-label={texts.licenses.standing}
            value={list.filters['standing'] ?? ''}
            onChange={(_, { value }) => list.setFilter('standing', value)}
          >
            <option value="">{texts.licenses.all}</option>
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
            title={texts.licenses.empty}
            text={kind === 'books' ? texts.licenses.emptyBook : texts.licenses.emptyText}
            action={
              kind === 'apps' && <LinkButton to={`/apps/${appId}/assignments`}>{texts.licenses.emptyAction}</LinkButton>
            }
          />
        }
      />
      <ReleaseDialog
        appName={app?.name ?? ''}
        count={selected.size}
        isOpen={isAsking}
        isBusy={release.isPending}
        onConfirm={() =>
          release.mutate([...selected], {
            onSuccess: () => setSelected(new Set()),
            onSettled: () => setIsAsking(false),
          })
        }
        onCancel={() => setIsAsking(false)}
      />
    </div>
  )
}
