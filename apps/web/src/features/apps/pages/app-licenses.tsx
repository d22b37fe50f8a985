import { licenseHolders, licenseStandings, listLicenses, revokeLicenses } from '@pomona/contracts'
import type { LicenseView, RevokePlanView } from '@pomona/contracts'
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
import type { Selection } from '../../../ui/list-columns.ts'
import { ResourceList } from '../../../ui/resource-list.tsx'
import { RevokeAllDialog } from '../../../ui/revoke-all-dialog.tsx'
import { standingWords } from '../../../ui/standing-label.tsx'
import { LinkButton } from '../../../ui/text-link.tsx'
import { useApp } from '../api/get-app.ts'
import { useLicenses } from '../api/list-licenses.ts'
import { useRevokeLicenses, useRevokePlan } from '../api/revoke-licenses.ts'
import { useAssetKind } from '../components/asset-kind.ts'
import { holderName, licenseColumns } from '../components/license-columns.tsx'
import { licenseKey, TakenBack } from '../components/taken-back.tsx'
import { UnassignedHeld } from '../components/unassigned-held.tsx'
import { licenseTexts as texts } from '../texts-licenses.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The selected licenses as the route names them: devices by serial number, people by Apple's name for them. */
function targetsOf(licenses: readonly LicenseView[]) {
  const of = (type: LicenseType) =>
    licenses.filter(({ licenseType }) => licenseType === type).map(({ target }) => target)
  const [serialNumbers, clientUserIds] = [of('device'), of('user')]
  return { ...(serialNumbers.length > 0 && { serialNumbers }), ...(clientUserIds.length > 0 && { clientUserIds }) }
}

/** What taking the selected ones back does: each row tells of its own. */
function planOf(licenses: readonly LicenseView[]): RevokePlanView {
  const isDue = ({ isUnassigned, isForeign }: LicenseView) => !isUnassigned && !isForeign
  return {
    goingCount: licenses.length,
    irrevocableCount: 0,
    alreadyOrderedCount: 0,
    stillDueCount: licenses.filter(isDue).length,
    plannedAt: new Date().toISOString(),
  }
}

// The contract's bound on one request.
const takenBackAtOnce = 1_000

export function Component() {
  const styles = useStyles()
  const { appId = '' } = useParams()
  const kind = useAssetKind()
  const { data: app } = useApp(appId)
  const list = useListState({ filters: ['standing', 'holder'], defaultSort: 'standing' })
  const licenses = useLicenses(appId, listQueryOf(listLicenses.query, list), (app?.promisedCount ?? 0) > 0)
  const takeBack = useRevokeLicenses(appId)
  const mayTakeBack = useMay(revokeLicenses) && app?.revocable === true
  const [selected, setSelected] = useState<ReadonlyMap<string, LicenseView>>(new Map())
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [asked, setAsked] = useState<'selected' | 'all' | null>(null)
  const planOfAll = useRevokePlan(appId, asked === 'all')
  const navigate = useNavigate()
  const chosen = [...selected.values()]
  const name = app?.name ?? ''
  const isTooMany = chosen.length > takenBackAtOnce

  const selection: Selection<LicenseView> = {
    selectedKeys: new Set(selected.keys()),
    onChange: (keys) => {
      const known = new Map([
        ...selected,
        ...(licenses.data?.value ?? []).map((row) => [licenseKey(row), row] as const),
      ])
      setSelected(new Map([...known].filter(([key]) => keys.has(key))))
    },
    labelOf: holderName,
    isSelectable: (license) => license.standing === 'held',
  }
  const ask = (what: 'selected' | 'all') => {
    takeBack.reset()
    setAsked(what)
  }
  const confirm = () =>
    takeBack.mutate(asked === 'all' ? { all: true } : targetsOf(chosen), {
      onSuccess: ({ revocation }) => {
        setNames(new Map(chosen.map((license) => [licenseKey(license), holderName(license)])))
        setSelected(new Map())
        setAsked(null)
        if (revocation) void navigate(`/tokens/${revocation.tokenId}/revocations/${revocation.id}`)
      },
    })

  return (
    <div className={styles.root}>
      {mayTakeBack && (
        <CommandBar
          apart={
            app.assignedCount > 0 && (
              <Button appearance="subtle" icon={<ArrowUndoRegular />} onClick={() => ask('all')}>
                {texts.takeBackAll}
              </Button>
            )
          }
        >
          <Button
            icon={<ArrowUndoRegular />}
            disabledFocusable={chosen.length === 0 || isTooMany}
            onClick={() => {
              if (chosen.length > 0 && !isTooMany) ask('selected')
            }}
          >
            {texts.takeBack}
          </Button>
          {chosen.length > 0 && (
            <>
              <Text>{texts.selected(chosen.length)}</Text>
              <Button appearance="subtle" onClick={() => setSelected(new Map())}>
                {texts.clear}
              </Button>
            </>
          )}
          {isTooMany && <Text>{texts.tooMany}</Text>}
        </CommandBar>
      )}
      {app?.revocable === false && <Text className={styles.quiet}>{texts.irrevocable}</Text>}
      {takeBack.data && takeBack.data.revocation === null && <TakenBack result={takeBack.data} names={names} />}
      {app?.revocable && <UnassignedHeld appId={appId} appName={name} />}
      <ResourceList
        label={texts.title}
        noun={texts.noun}
        query={licenses}
        list={list}
        columns={licenseColumns({ id: appId, name })}
        keyOf={licenseKey}
        searchLabel={texts.search}
        filters={
          <>
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
            <Select
              aria-label={texts.holder}
              value={list.filters['holder'] ?? ''}
              onChange={(_, { value }) => list.setFilter('holder', value)}
            >
              <option value="">{texts.anybody}</option>
              {licenseHolders.map((holder) => (
                <option key={holder} value={holder}>
                  {texts.holders[holder]}
                </option>
              ))}
            </Select>
          </>
        }
        selection={mayTakeBack ? selection : undefined}
        empty={
          <EmptyState
            icon={<KeyMultipleRegular />}
            title={texts.empty}
            text={kind === 'books' ? texts.emptyBook : texts.emptyText}
            action={<LinkButton to={`/${kind}/${appId}/assignments`}>{texts.emptyAction}</LinkButton>}
          />
        }
      />
      {asked !== null && (
        <RevokeAllDialog
          title={asked === 'all' ? texts.confirm.all(name) : texts.confirm.some(chosen.length, name)}
          plan={asked === 'all' ? planOfAll : { data: planOf(chosen), error: null, refetch: planOfAll.refetch }}
          error={takeBack.error}
          isBusy={takeBack.isPending}
          onConfirm={confirm}
          onCancel={() => setAsked(null)}
        />
      )}
    </div>
  )
}
